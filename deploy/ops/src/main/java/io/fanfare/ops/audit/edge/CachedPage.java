package io.fanfare.ops.audit.edge;

/**
 * A page as one cache has it.
 *
 * @param edge URL of the cache, or of what is in front of it
 * @param path path and query of the page
 */
record CachedPage(String edge, String path) {

  String url() {
    return edge + path;
  }
}
