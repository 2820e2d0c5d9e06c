// CloudFront function, event "viewer response": the caching rule of deploy/nginx-site.conf.
// For ever where the file's name carries a digest of its content; otherwise ask each time. The site
// may lie below a path.
function handler(event) {
  var uri = event.request.uri;
  var ok = event.response.statusCode === 200 || event.response.statusCode === 304;
  var named = /\/_static\/.+\.[0-9a-f]{12}\.(css|js|woff2)$/.test(uri);
  var hashed = /\/search-index\/[0-9a-f]{8}\/.+$/.test(uri);
  event.response.headers["cache-control"] = {
    value: ok && (named || hashed) ? "max-age=31536000, immutable" : "no-cache",
  };
  return event.response;
}
