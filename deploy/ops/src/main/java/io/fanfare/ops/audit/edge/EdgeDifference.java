package io.fanfare.ops.audit.edge;

/**
 * A page that a cache shows otherwise than the API.
 *
 * @param url where the cache has it
 * @param cached status and tag there
 * @param cacheStatus what the cache reports of it; empty if it reports nothing
 * @param age of the cache's answer, s
 * @param origin status and tag at the API
 */
public record EdgeDifference(
    String url, String cached, String cacheStatus, String age, String origin) {

  static EdgeDifference of(CachedPage page, Answer cached, Answer origin) {
    return new EdgeDifference(
        page.url(), cached.version(), cached.cacheStatus(), cached.age(), origin.version());
  }

  String line() {
    String cache = cacheStatus.isEmpty() ? "no Cache-Status" : cacheStatus;
    return "stale: %s is %s (%s; age %s s), and %s at the API"
        .formatted(url, cached, cache, age, origin);
  }
}
