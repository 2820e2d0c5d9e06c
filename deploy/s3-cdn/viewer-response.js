// CloudFront function, event "viewer response": the caching rule of deploy/nginx-site.conf.
// For ever where the address changes with the content; otherwise ask each time.
function handler(event) {
  var uri = event.request.uri;
  var query = event.request.querystring;
  var digest = query.v ? query.v.value : "";
  var ok = event.response.statusCode === 200 || event.response.statusCode === 304;
  var named =
    /^\/_static\/(?!pygments\.css).+$/.test(uri) && /^[0-9a-f]{8}$/.test(digest);
  var hashed = /^\/search-index\/[0-9a-f]{8}\/.+$/.test(uri) && digest === "";
  event.response.headers["cache-control"] = {
    value: ok && (named || hashed) ? "max-age=31536000, immutable" : "no-cache",
  };
  return event.response;
}
