package io.fanfare.ops.savepoints;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A savepoint or checkpoint.
 *
 * @param location its directory, as the cluster reaches it
 * @param job the job that it is of; null if it fits no job of the jar. That of search has no
 *     generation
 * @param writtenAt when it was complete; null if it cannot be read
 * @param positions the next offset of each partition; empty if they cannot be read
 * @param problems one sentence for each reason why it cannot be restored
 */
public record Savepoint(
    String location,
    @Nullable String job,
    @Nullable Instant writtenAt,
    Map<TopicPartition, Long> positions,
    List<String> problems) {

  /** The document of the jobs' program. */
  static Savepoint of(JsonNode document) {
    Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    document
        .path("positions")
        .fields()
        .forEachRemaining(
            topic ->
                topic
                    .getValue()
                    .fields()
                    .forEachRemaining(
                        partition ->
                            positions.put(
                                new TopicPartition(
                                    topic.getKey(), Integer.parseInt(partition.getKey())),
                                partition.getValue().asLong())));
    List<String> problems = new ArrayList<>();
    document.path("problems").forEach(problem -> problems.add(problem.asText()));
    String writtenAt = document.path("writtenAt").asText("");
    return new Savepoint(
        document.path("location").asText(),
        document.path("job").asText(null),
        writtenAt.isEmpty() ? null : Instant.parse(writtenAt),
        positions,
        problems);
  }

  /** Whether the jar can be started from it. */
  public boolean isRestorable() {
    return problems.isEmpty();
  }

  /** The same of the job that is known to have written it. */
  public Savepoint of(String writer) {
    return new Savepoint(location, writer, writtenAt, positions, problems);
  }

  Savepoint with(List<String> more) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(more);
    return new Savepoint(location, job, writtenAt, positions, all);
  }

  /** As a JSON document. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("location", location);
    if (job != null) {
      document.put("job", job);
    }
    if (writtenAt != null) {
      document.put("writtenAt", writtenAt.toString());
    }
    Map<String, Map<Integer, Long>> byTopic = new TreeMap<>();
    positions.forEach(
        (partition, offset) ->
            byTopic
                .computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                .put(partition.partition(), offset));
    document.put("positions", byTopic);
    document.put("isRestorable", isRestorable());
    document.put("problems", problems);
    return document;
  }
}
