// @ts-check
// A file of its own: the page's Content Security Policy runs no inline scripts.
const { SwaggerUIBundle } = /** @type {any} */ (window);

SwaggerUIBundle({
  url: '/api/openapi.yaml',
  dom_id: '#docs',
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: 'list',
  displayRequestDuration: true,
  persistAuthorization: false, // a token is kept in memory only
  tryItOutEnabled: false,
  validatorUrl: null, // nothing leaves this origin
});
