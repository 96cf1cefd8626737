# Caches what everybody may read. `./fanfare up --edge` fills in the placeholders for the local stack; for your own edge,
# put your values in their place: docs/edge.md lists them. Order: nginx, Varnish (public routes), HAProxy, API.
vcl 4.1;

import std;
import xkey;

# Who may purge: the purgers, and nobody else.
acl purgers {
${purgers}
}

backend haproxy {
  .host = "${haproxy-host}";
  .port = "${haproxy-port}";
  .connect_timeout = 1s;
  # The purger purges again after the longest fetch: its fetch-ms must not be shorter than both together.
  .first_byte_timeout = 10s;
  .between_bytes_timeout = 5s;
  .probe = {
    .url = "/edge/health";
    .interval = 1s;
    .timeout = 1s;
    .window = 2;
    .threshold = 1;
    .initial = 1;
  }
}

# Never asked for anything but its health: whether invalidations arrive here.
backend purger {
  .host = "${purger-host}";
  .port = "${purger-port}";
  .probe = {
    .url = "/health/ready/${varnish-address}";
    .interval = 1s;
    .timeout = 1s;
    # Sick at once, and until the first answer.
    .window = 1;
    .threshold = 1;
    .initial = 0;
  }
}

sub vcl_recv {
  set req.backend_hint = haproxy;
  unset req.http.X-Edge;
  if (req.method == "PURGE") {
    # Varnish has appended the address of this client: a comma means that a proxy stands in between, and that the
    # address is the proxy's.
    if (client.ip !~ purgers || req.http.X-Forwarded-For ~ ",") {
      return (synth(403, "Forbidden"));
    }
    if (!req.http.xkey-purge) {
      return (synth(400, "xkey-purge is missing"));
    }
    return (synth(200, "Purged " + xkey.purge(req.http.xkey-purge)));
  }
  if (req.method != "GET" && req.method != "HEAD") {
    return (pass);
  }
  call public_routes;
  if (!req.http.X-Edge) {
    return (pass);
  }
  # Public answers never depend on who asks. The origin gets no credential, so it cannot show what one would open.
  unset req.http.Authorization;
  unset req.http.Cookie;
  # Nor may what clients write there make more objects of a page than one.
  set req.http.Host = "fanfare";
  if (req.http.Accept ~ "application/problem\+json") {
    set req.http.Accept = "application/problem+json";
  } else {
    unset req.http.Accept;
  }
  # One object a page.
  set req.url = regsuball(req.url, "&+", "&");
  set req.url = regsub(req.url, "\?&", "?");
  set req.url = regsub(req.url, "[?&]$", "");
  set req.url = std.querysort(req.url);

  # The dead man's switch. Without invalidations, age is all that bounds how stale an answer is.
  if (!std.healthy(purger)) {
    # The API server may have been 2 s behind, and a beat's interval more if the capture stands still: together, nothing
    # is older than 3 s and that interval.
    set req.ttl = 1s;
    set req.grace = 0s;
  } elsif (std.healthy(haproxy)) {
    set req.grace = 0s;
  }
  return (hash);
}

# Marks the routes that are public. nginx sends them here, and everything else to HAProxy.
sub public_routes {
  if (req.url ~ "^/(tracks|playlists|users)/[^/?]+(\?|$)"
    || req.url ~ "^/tracks/[^/?]+/(comments|favoriters|reposters)(\?|$)"
    || req.url ~ "^/playlists/[^/?]+/tracks(\?|$)"
    || req.url ~ "^/users/[^/?]+/(tracks|playlists|likes/tracks|reposts/tracks|followers|followings)(\?|$)"
    || req.url ~ "^/(resolve|oembed|widget)(\?|$)") {
    set req.http.X-Edge = "public";
  }
}

sub vcl_hit {
  set req.http.X-Edge = "hit";
}

sub vcl_miss {
  set req.http.X-Edge = "fwd=uri-miss";
}

sub vcl_pass {
  set req.http.X-Edge = "fwd=bypass";
}

sub vcl_backend_fetch {
  unset bereq.http.X-Edge;
  if (!bereq.uncacheable) {
    # A 304 would renew an object that was purged after this fetch began.
    unset bereq.http.If-None-Match;
    unset bereq.http.If-Modified-Since;
  }
}

sub vcl_backend_response {
  set beresp.grace = 0s;
  set beresp.keep = 0s;
  if (bereq.uncacheable) {
    return (deliver);
  }
  set beresp.ttl = 0s;
  # Without keys, nothing could take an answer back.
  if ((beresp.status == 200 || beresp.status == 404) && beresp.http.xkey && !beresp.http.Set-Cookie
    && beresp.http.CDN-Cache-Control ~ "^max-age=[0-9]+$") {
    set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, "^max-age=", "") + "s", 0s);
    if (beresp.status == 404 && beresp.ttl > 5s) {
      set beresp.ttl = 5s;
    }
  }
  if (beresp.ttl > 0s) {
    # These are about the one who asked first.
    unset beresp.http.X-Request-Id;
    unset beresp.http.RateLimit-Limit;
    unset beresp.http.RateLimit-Remaining;
    unset beresp.http.RateLimit-Reset;
    # For the time that the origin is down: then, and only then, vcl_recv allows it.
    if (beresp.status == 200) {
      set beresp.grace = 10m;
    }
    return (deliver);
  }
  if (bereq.is_bgfetch) {
    return (abandon);
  }
  # Requests for it are fetched beside each other for a moment; the first answer that may be kept ends that.
  set beresp.uncacheable = true;
  set beresp.ttl = 1s;
  return (deliver);
}

sub vcl_backend_error {
  set beresp.http.Content-Type = "application/json";
  set beresp.http.Retry-After = "1";
  set beresp.body = """{"code":503,"message":"The API cannot be reached: try again in a second."}""";
  return (deliver);
}

sub vcl_synth {
  set resp.http.Content-Type = "text/plain";
  set resp.body = resp.reason + {"
"};
  return (deliver);
}

sub vcl_deliver {
  unset resp.http.xkey;
  unset resp.http.CDN-Cache-Control;
  unset resp.http.X-Varnish;
  unset resp.http.Via;
  set resp.http.Cache-Status = "fanfare; " + req.http.X-Edge;
  if (req.http.X-Edge == "hit") {
    set resp.http.Cache-Status = resp.http.Cache-Status + "; ttl=" + std.integer(duration=obj.ttl, fallback=0);
    if (obj.ttl < 0s) {
      set resp.http.Cache-Status = resp.http.Cache-Status + "; detail=origin-down";
    }
  } elsif (!obj.uncacheable) {
    set resp.http.Cache-Status = resp.http.Cache-Status + "; stored";
  }
}
