// Packs the product and installs it where UI tests look for it: for the launch configuration that runs one of them.
import { installProduct } from '../support/host/product.ts';
import { cleanUpOnSignals } from '../support/host/processes.ts';

cleanUpOnSignals();
for (const [name, value] of Object.entries(await installProduct())) console.log(`${name}=${value}`);
