/** Documents and tables are bundled as text. */
declare module '*.graphql' {
  const document: string;
  export default document;
}
declare module '*.tsv' {
  const table: string;
  export default table;
}

declare module '*.css' {
  const text: string;
  export default text;
}
