package io.fanfare.rebuild.search;

import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.schemas.search.Indices;
import io.fanfare.schemas.settings.Settings;
import java.io.Serializable;

/**
 * Configuration of the rebuild of search.
 *
 * @param savepoint of a search job, of any generation, whose state has all documents
 * @param generation of the indices that are filled
 * @param elasticsearch the cluster with the indices
 * @param parallelism of every operator
 * @param maxDocumentsPerSecond the job's share of Elasticsearch; 0 for no bound
 */
public record SearchRebuildConfig(
    String savepoint,
    String generation,
    ElasticsearchAccess elasticsearch,
    int parallelism,
    int maxDocumentsPerSecond)
    implements Serializable {

  public static SearchRebuildConfig from(Settings settings) {
    String generation = settings.text("generation");
    if (!generation.isEmpty() && !Indices.isGeneration(generation)) {
      settings.problem(
          "%s must be a generation such as v1-2, not '%s'."
              .formatted(settings.name("generation"), generation));
    }
    return new SearchRebuildConfig(
        settings.text("savepoint"),
        generation,
        ElasticsearchAccess.from(settings),
        settings.number("parallelism", 1, 1, 128),
        settings.number("max-documents-per-second", 0, 0, 10_000_000));
  }
}
