package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The routes that nginx and Varnish take for public are those that the contract has as such. */
class EdgeRoutesTest {

  private static final Path EDGE = Path.of("../deploy/edge");

  /** Routes of these groups depend on nobody who asks, if they need no token. */
  private static final Set<String> GROUPS = Set.of("catalogue", "embedding");

  private static JsonNode paths;

  @BeforeAll
  static void read() {
    paths = Contract.document().get("paths");
  }

  @Test
  void varnishMarksThePublicOnesAndNoOther() throws IOException {
    requirePublicOnly("varnish/fanfare.vcl", "req\\.url ~ \"(\\^[^\"]+)\"", path -> path + "?a=b");
    requirePublicOnly("varnish/fanfare.vcl", "req\\.url ~ \"(\\^[^\"]+)\"", path -> path);
  }

  @Test
  void nginxSendsThePublicOnesToVarnishAndNoOther() throws IOException {
    requirePublicOnly("nginx/fanfare.conf", "\"~(\\^[^\"]+)\" varnish;", path -> path);
  }

  /**
   * @param rule a pattern whose group is a pattern of routes in the file
   * @param request what the program sees of a path
   */
  private static void requirePublicOnly(String file, String rule, Function<String, String> request)
      throws IOException {
    List<Pattern> routes =
        Pattern.compile(rule)
            .matcher(Files.readString(EDGE.resolve(file)))
            .results()
            .map(found -> Pattern.compile(found.group(1)))
            .toList();
    assertThat(routes).isNotEmpty();
    for (var path : paths.properties()) {
      String url = request.apply(path.getKey().replaceAll("\\{[a-z]+}", "x"));
      assertThat(routes.stream().anyMatch(route -> route.matcher(url).find()))
          .as("%s in %s", url, file)
          .isEqualTo(isPublic(path.getValue().path("get")));
    }
  }

  private static boolean isPublic(JsonNode get) {
    return GROUPS.contains(get.at("/tags/0").asText())
        && get.path("security").isEmpty()
        && get.has("security");
  }
}
