package io.fanfare.stack.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.local.process.Launch;
import io.fanfare.local.server.EdgeTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configurations of the edge, as its programs read them. */
class EdgeConfigurationITCase {

  /** Tests set the health of backends themselves: a probe would take the place of a request. */
  private static final Pattern PROBE =
      Pattern.compile("\\n  \\.probe = \\{.*?\\n  }", Pattern.DOTALL);

  @TempDir private Path folder;
  private Edge edge;

  @BeforeEach
  void find() {
    edge = new Edge(folder);
  }

  @Test
  void haproxyTakesItsConfiguration() throws Exception {
    Path file = edge.writeHaproxy(1, 2, List.of(3, 4), Duration.ofSeconds(1));
    expectSuccess(edge.programs().haproxy("-c", "-f", file.toString()));
    assertThat(edge.output("program")).doesNotContain("WARNING");
  }

  @Test
  void nginxTakesItsConfiguration() throws Exception {
    Path file = edge.write(EdgeTemplate.NGINX, edge.nginx(8080, 8081, 8082));
    expectSuccess(edge.programs().nginx("-t", "-c", file.toString(), "-p", folder.toString()));
  }

  static Stream<Path> testsOfVarnish() throws IOException {
    Path tests = new Edge(Path.of("")).file("varnish/tests");
    try (Stream<Path> files = Files.list(tests)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("testsOfVarnish")
  void varnishDoesWhatItsRulesSay(Path test) throws Exception {
    String text =
        Files.readString(test)
            .replace("${vcl}", rules("127.0.0.0\"/8"))
            .replace("${vcl-for-others}", rules("192.0.2.7\""));
    Path file = Files.writeString(folder.resolve(test.getFileName()), text);
    expectSuccess(edge.programs().varnishtest(file.toString()));
  }

  /** Varnish's rules in a test, with its servers `s1` as the origin and `s2` as the purger. */
  private String rules(String purgers) throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("purgers", "  \"" + purgers + ";");
    values.put("haproxy-host", "${s1_addr}");
    values.put("haproxy-port", "${s1_port}");
    values.put("purger-host", "${s2_addr}");
    values.put("purger-port", "${s2_port}");
    values.put("varnish-address", "127.0.0.1:6081");
    return PROBE.matcher(edge.render(EdgeTemplate.VARNISH, values)).replaceAll("");
  }

  private void expectSuccess(Launch launch) throws IOException, InterruptedException {
    int code = edge.start("program", launch).waitFor();
    assertThat(code).as(edge.output("program")).isZero();
  }
}
