package io.fanfare.ops.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.ops.headroom.ElasticsearchDisks;
import io.fanfare.ops.headroom.Headroom;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.ops.setup.IndexSetup;
import java.util.List;
import java.util.Map;

/** Elasticsearch: version, plugin and indices. */
record ElasticsearchHealth(ElasticsearchAccess access) implements Check {

  private static final String VERSION = "7.17.";
  private static final String TOKENIZER = "icu_tokenizer";
  private static final String PLUGIN = "analysis-icu";

  @Override
  public String server() {
    return "Elasticsearch " + access;
  }

  @Override
  public void add(List<Finding> findings) {
    try (Elasticsearch elasticsearch = new Elasticsearch(access)) {
      String version = elasticsearch.ask("GET", "/", null).at("/version/number").asText();
      if (!version.startsWith(VERSION)) {
        findings.add(Finding.problem("Its version is %s, not %sx.", version, VERSION));
      }
      if (!hasPlugin(elasticsearch)) {
        findings.add(
            Finding.problem(
                "It lacks the plugin %s: bin/elasticsearch-plugin install %s on every node, and"
                    + " restart it.",
                PLUGIN, PLUGIN));
      }
      JsonNode settings =
          elasticsearch.ask(
              "GET", "/_cluster/settings?include_defaults=true&flat_settings=true", null);
      if (setting(settings, "action.auto_create_index").equals("true")) {
        findings.add(
            Finding.advice(
                "A write to an index that is missing makes one with another mapping: set"
                    + " action.auto_create_index to false."));
      }
      if (findings.stream().noneMatch(Finding::isProblem)) {
        new IndexSetup(access).differences().stream().map(Finding::of).forEach(findings::add);
      }
      disks(elasticsearch, findings);
    }
  }

  private static void disks(Elasticsearch elasticsearch, List<Finding> findings) {
    for (Headroom disk : ElasticsearchDisks.read(elasticsearch)) {
      if (disk.isLow()) {
        findings.add(
            Finding.problem(
                "The disk of %s has %s left, and at 5 %%, by default, its indices become read-only: make it"
                    + " larger, or find what fills it with GET _cat/indices?s=store.size:desc.",
                disk.place(), disk.percent()));
      }
    }
  }

  /** The list of plugins is no answer: a distribution may hold this one under another name. */
  private static boolean hasPlugin(Elasticsearch elasticsearch) {
    try {
      elasticsearch.ask("POST", "/_analyze", Map.of("tokenizer", TOKENIZER, "text", "a"));
      return true;
    } catch (UnavailableException e) {
      if (String.valueOf(e.getMessage()).contains(TOKENIZER)) {
        return false;
      }
      throw e;
    }
  }

  private static String setting(JsonNode settings, String name) {
    for (String kind : List.of("transient", "persistent", "defaults")) {
      JsonNode value = settings.path(kind).path(name);
      if (!value.isMissingNode()) {
        return value.asText();
      }
    }
    return "";
  }
}
