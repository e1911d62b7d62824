/** What runs in the report's page: draws the maps, and follows the pointer and the keys over them. */
import { readRun } from './read-run.js';
import { MapView } from './map-view.js';

const maps = document.getElementById('maps');

readRun().then(
  (run) => {
    if (maps) new MapView(run, maps).draw();
    document.documentElement.dataset['ready'] = 'true';
  },
  (error: unknown) => {
    // Without its maps the page is still of use: say why they are missing.
    maps?.replaceChildren(`The maps could not be drawn: ${String(error)}`);
  },
);
