package io.fanfare.schemas;

import java.util.Map;

/**
 * A topic as it has to be created.
 *
 * @param config settings of the topic, by Kafka's names; the replication factor is the deployment's
 */
public record TopicDefinition(String name, int partitions, Map<String, String> config) {

  public TopicDefinition {
    config = Map.copyOf(config);
  }
}
