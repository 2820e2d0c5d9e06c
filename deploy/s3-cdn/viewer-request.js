// CloudFront function, event "viewer request": a store has no folders, so name their index.
// The address a reader sees keeps its slash; one without it is sent there for good.
function handler(event) {
  var request = event.request;
  var name = request.uri.split("/").pop();
  if (name === "") {
    request.uri += "index.html";
  } else if (name.indexOf(".") === -1) {
    // A browser takes what follows two slashes, or a slash and a backslash, for another host.
    var path = request.uri.replace(/^[/\\]+/, "/");
    return {
      statusCode: 301,
      statusDescription: "Moved Permanently",
      headers: { location: { value: path + "/" + query(request.querystring) } },
    };
  }
  return request;
}

// Write the query again as it came: its names and values are still encoded.
function query(parameters) {
  var pairs = [];
  Object.keys(parameters).forEach(function (name) {
    var parameter = parameters[name];
    (parameter.multiValue || [parameter]).forEach(function (one) {
      pairs.push(name + "=" + one.value);
    });
  });
  return pairs.length ? "?" + pairs.join("&") : "";
}
