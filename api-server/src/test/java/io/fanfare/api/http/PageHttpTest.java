package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageHttpTest {

  /** What the pages' files name of each other. */
  private static final Pattern LINK =
      Pattern.compile("(?:href|src)=\"([^\"#]+)\"|(?:from|import) '([^']+)'");

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void nameOnlyFilesThatExistOnThisServer() throws Exception {
    Set<String> paths = new LinkedHashSet<>(List.of("/", "/catalogue"));
    Set<String> seen = new LinkedHashSet<>();
    while (!paths.isEmpty()) {
      String path = paths.iterator().next();
      paths.remove(path);
      seen.add(path);
      HttpResponse<String> file = server.send(server.request(path));
      assertThat(file.statusCode()).as(path).isEqualTo(200);
      assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
          .as(path)
          .doesNotContain("http://", "https://", "innerHTML", "style=\"", "onclick", "eval(");
      Matcher links = LINK.matcher(file.body());
      while (links.find()) {
        String named = links.group(1) != null ? links.group(1) : links.group(2);
        String link = URI.create(path).resolve(named).getPath();
        if (!seen.contains(link)) {
          paths.add(link);
        }
      }
    }
    assertThat(seen)
        .contains(
            "/",
            "/you/stats",
            "/page/catalogue.css",
            "/page/catalogue.js",
            "/page/links.js",
            "/page/paged-list.js",
            "/page/page.css",
            "/page/page.js",
            "/page/live.js",
            "/page/notifications.js",
            "/page/push.js",
            "/page/search.js",
            "/page/suggest.js",
            "/page/visits.js",
            "/page/stats.css",
            "/page/stats-page.js",
            "/page/stats.js",
            "/page/chart.js",
            "/page/polling.js",
            "/page/ranges.js");
  }

  @Test
  void hasChartsWithTablesAndLabels() throws Exception {
    String page = server.send(server.request("/you/stats")).body();

    for (String chart : List.of("play", "download")) {
      assertThat(page)
          .containsPattern(
              "(?s)id=\"" + chart + "-chart\".*?<svg role=\"img\".*?<details>.*?<table>");
    }
    assertThat(page)
        .containsPattern("<input type=\"radio\" name=\"range\"")
        .containsPattern("<label for=\"first-day\">")
        .containsPattern("<label for=\"last-day\">");
  }

  @Test
  void hasAnAccessibleSearchField() throws Exception {
    String page = server.send(server.request("/")).body();

    assertThat(page)
        .containsPattern("<input id=\"query\"[^>]*role=\"combobox\"")
        .containsPattern("<input id=\"query\"[^>]*aria-controls=\"suggestions\"")
        .containsPattern("<input id=\"query\"[^>]*aria-label=\"[^\"]+\"")
        .containsPattern("<ul [^>]*id=\"suggestions\"[^>]*role=\"listbox\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/you/stats"})
  void mayLoadOnlyItsOwnFiles(String path) throws Exception {
    HttpResponse<String> page = server.send(server.request(path));

    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .startsWith("default-src 'none';")
                    .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
                    .doesNotContain("unsafe", "*", "data:", "http"));
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  /** The pictures of users and sounds are wherever the application keeps them. */
  @Test
  void onlyTheCatalogueLoadsMoreAndThatIsPictures() throws Exception {
    HttpResponse<String> page = server.send(server.request("/catalogue?urn=x&utm_source=y"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .startsWith("default-src 'none'; script-src 'self';")
                    .contains("; img-src 'self' http: https:;", "frame-ancestors 'none'")
                    .containsOnlyOnce("http:")
                    .doesNotContain("unsafe", "*", "data:"));
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.body())
        .containsOnlyOnce("<template id=\"person\">")
        .containsOnlyOnce("<template id=\"sound\">")
        .containsPattern("<label for=\"embed-code\">");
  }

  @Test
  void hasABellAndAWorkerForWebPush() throws Exception {
    assertThat(server.send(server.request("/")).body())
        .containsPattern("(?s)<button class=\"bell\"[^>]*aria-label=\"[^\"]+\"")
        .containsPattern("<section class=\"notifications\"[^>]*aria-labelledby=\"[^\"]+\"");
    HttpResponse<String> worker = server.send(server.request("/notifications-worker.js"));
    assertThat(worker.statusCode()).isEqualTo(200);
    assertThat(worker.headers().firstValue("Content-Type"))
        .contains("text/javascript;charset=utf-8");
    assertThat(worker.body()).doesNotContain("importScripts", "https://", "http://");
    // The name of the only policy that may make the URL of a script.
    assertThat(worker.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy -> assertThat(policy).endsWith("; trusted-types notifications-worker"));
    assertThat(server.send(server.request("/page/push.js")).body())
        .containsOnlyOnce("createPolicy('notifications-worker'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/you/stats"})
  void hasASignIn(String path) throws Exception {
    String page = server.send(server.request(path)).body();

    assertThat(page)
        .containsOnlyOnce("id=\"chooser\"")
        .containsOnlyOnce("id=\"token-form\"")
        .containsOnlyOnce("<template id=\"person\">")
        .doesNotContain("sign-in.html", "person.html");
  }

  @Test
  void isCachedUntilItChanges() throws Exception {
    HttpResponse<String> first = server.send(server.request("/page/page.js"));
    String etag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(first.headers().allValues("Cache-Control")).containsExactly("no-cache");
    assertThat(first.headers().firstValue("Content-Type"))
        .contains("text/javascript;charset=utf-8");

    HttpResponse<String> second =
        server.send(server.request("/page/page.js").header("If-None-Match", "W/" + etag));
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(
            server
                .send(server.request("/page/page.js").header("If-None-Match", "\"x\""))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void answersHead() throws Exception {
    HttpResponse<String> head =
        server.send(server.request("/").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }
}
