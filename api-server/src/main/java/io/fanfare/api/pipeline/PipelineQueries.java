package io.fanfare.api.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** The queries about the pipeline, in Prometheus' language, by name. There are no others. */
public final class PipelineQueries {

  private static final String FILE = "pipeline-queries.properties";

  private PipelineQueries() {}

  public static Map<String, String> all() {
    Properties file = new Properties();
    try (InputStream in = PipelineQueries.class.getClassLoader().getResourceAsStream(FILE)) {
      file.load(new InputStreamReader(Objects.requireNonNull(in, FILE), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> queries = new TreeMap<>();
    file.stringPropertyNames().forEach(name -> queries.put(name, file.getProperty(name)));
    return queries;
  }
}
