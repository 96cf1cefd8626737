package io.fanfare.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The server's log, as a process with its configuration and environment writes it. */
class LogFormatTest {

  @Test
  void aLineOfTextHasTheIdOfTheRequest() throws Exception {
    assertThat(log("text"))
        .singleElement()
        .asString()
        .matches("\\S+Z WARN  \\[main] \\[r1] LogFormatTest: Something is \"wrong\"\\.");
  }

  @Test
  void aLineOfJsonHasTheIdOfTheRequestAndTheWholeFailure() throws Exception {
    List<String> lines = log("json");
    assertThat(lines).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(lines.get(0));
    assertThat(line.get("message").textValue()).isEqualTo("Something is \"wrong\".");
    assertThat(line.get("log.level").textValue()).isEqualTo("WARN");
    assertThat(line.get("request").textValue()).isEqualTo("r1");
    assertThat(line.has("@timestamp")).isTrue();
  }

  private static List<String> log(String format) throws Exception {
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dlog4j2.configurationFile=classpath:log4j2.xml",
            "-cp",
            System.getProperty("java.class.path"),
            Logging.class.getName());
    program.environment().put("FANFARE_LOG_FORMAT", format);
    Process process = program.start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  /** Logs a line within a request. */
  static final class Logging {

    private Logging() {}

    public static void main(String[] arguments) {
      MDC.put("request", "r1");
      LoggerFactory.getLogger(LogFormatTest.class).warn("Something is \"wrong\".");
    }
  }
}
