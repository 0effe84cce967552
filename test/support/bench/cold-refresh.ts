// Answers one question in a fresh process; prints the number of rows.
import { developerData, questions } from './developer-data.ts';

const [, , gateway = '', email = '', token = '', appId = '', asked = ''] = process.argv;
const question = questions.find((known) => known === asked);
if (question === undefined) throw new Error(`There is no question ${asked}.`);
const data = developerData(gateway, { email, token }, appId);
console.log(await data.ask(question));
await data.close();
