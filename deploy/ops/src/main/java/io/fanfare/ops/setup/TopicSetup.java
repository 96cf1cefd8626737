package io.fanfare.ops.setup;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.TopicDefinition;
import io.fanfare.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/** Creates the topics that are missing, and applies the declared settings to all of them. */
public final class TopicSetup {

  private final String bootstrap;
  private final int replicationFactor;

  /**
   * @param bootstrap `host:port` of brokers, separated by commas
   * @param replicationFactor copies of each partition of a new topic; existing topics keep theirs
   */
  public TopicSetup(String bootstrap, int replicationFactor) {
    this.bootstrap = bootstrap;
    this.replicationFactor = replicationFactor;
  }

  /**
   * Creates and configures the topics.
   *
   * @throws OperationException if Kafka rejects a request, or does not answer
   */
  public void run() throws InterruptedException {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      Map<ConfigResource, Collection<AlterConfigOp>> settings = new HashMap<>();
      for (TopicDefinition topic : Topics.ALL) {
        if (existing.contains(topic.name())) {
          settings.put(
              new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), operations(topic));
        } else {
          missing.add(newTopic(topic, replicationFactor));
        }
      }
      admin.createTopics(missing).all().get();
      admin.incrementalAlterConfigs(settings).all().get();
    } catch (ExecutionException e) {
      throw new OperationException("The topics could not be created: " + e.getCause(), e);
    }
  }

  /**
   * With three copies, a write that is acknowledged must survive the loss of one: Kafka's default
   * acknowledges what a single broker has.
   */
  static NewTopic newTopic(TopicDefinition topic, int replicationFactor) {
    Map<String, String> config = new HashMap<>(topic.config());
    if (replicationFactor >= 3) {
      config.put("min.insync.replicas", "2");
    }
    return new NewTopic(topic.name(), topic.partitions(), (short) replicationFactor)
        .configs(config);
  }

  private static List<AlterConfigOp> operations(TopicDefinition topic) {
    return topic.config().entrySet().stream()
        .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
        .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
        .toList();
  }
}
