package io.fanfare.ops.setup;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.schemas.TopicDefinition;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.settings.KafkaAccess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** The topics of the pipeline. */
public final class TopicSetup implements SetupPart {

  private static final String MIN_IN_SYNC = "min.insync.replicas";

  /** With this many copies, a write that is acknowledged must survive the loss of one. */
  private static final int SAFE_COPIES = 3;

  private static final int SAFE_IN_SYNC = 2;

  private final KafkaAccess kafka;
  private final int replicationFactor;

  /** What is missing, and what has other settings. */
  private record Plan(
      List<NewTopic> missing,
      Map<ConfigResource, Collection<AlterConfigOp>> settings,
      List<Difference> differences) {}

  /**
   * @param replicationFactor copies of each partition of a new topic; existing topics keep theirs
   */
  public TopicSetup(KafkaAccess kafka, int replicationFactor) {
    this.kafka = kafka;
    this.replicationFactor = replicationFactor;
  }

  @Override
  public String name() {
    return "topics on " + kafka;
  }

  @Override
  public Object declaration() {
    List<Object> topics = new ArrayList<>();
    for (TopicDefinition topic : Topics.ALL) {
      Map<String, Object> declared = new LinkedHashMap<>();
      declared.put("name", topic.name());
      declared.put("partitions", topic.partitions());
      declared.put("replicationFactor", replicationFactor);
      declared.put("config", new TreeMap<>(newTopic(topic, replicationFactor).configs()));
      topics.add(declared);
    }
    return topics;
  }

  @Override
  public List<Difference> differences() throws InterruptedException {
    return ask(admin -> plan(admin).differences());
  }

  @Override
  public List<Difference> apply() throws InterruptedException {
    return ask(
        admin -> {
          Plan plan = plan(admin);
          admin.createTopics(plan.missing()).all().get();
          admin.incrementalAlterConfigs(plan.settings()).all().get();
          return plan.differences();
        });
  }

  private interface Request<T> {
    T ask(Admin admin) throws ExecutionException, InterruptedException;
  }

  private <T> T ask(Request<T> request) throws InterruptedException {
    try (Admin admin = KafkaClients.admin(kafka, Map.of())) {
      return request.ask(admin);
    } catch (ExecutionException e) {
      throw new OperationException(
          "The topics on %s could not be set up: %s".formatted(kafka, e.getCause()), e);
    }
  }

  private Plan plan(Admin admin) throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    Map<Boolean, List<TopicDefinition>> byExistence =
        Topics.ALL.stream()
            .collect(Collectors.partitioningBy(topic -> existing.contains(topic.name())));
    List<TopicDefinition> present = byExistence.getOrDefault(true, List.of());
    Map<String, TopicDescription> described =
        admin
            .describeTopics(present.stream().map(TopicDefinition::name).toList())
            .allTopicNames()
            .get();
    Map<ConfigResource, Config> configured =
        admin.describeConfigs(present.stream().map(TopicSetup::resource).toList()).all().get();
    Plan plan = new Plan(new ArrayList<>(), new HashMap<>(), new ArrayList<>());
    for (TopicDefinition topic : byExistence.getOrDefault(false, List.of())) {
      plan.missing().add(newTopic(topic, replicationFactor));
      plan.differences().add(Difference.missing(subject(topic)));
    }
    for (TopicDefinition topic : present) {
      compare(
          plan,
          topic,
          Objects.requireNonNull(described.get(topic.name())),
          Objects.requireNonNull(configured.get(resource(topic))));
    }
    return plan;
  }

  private void compare(Plan plan, TopicDefinition topic, TopicDescription found, Config config) {
    if (found.partitions().size() != topic.partitions()) {
      plan.differences()
          .add(
              Difference.left(
                  subject(topic),
                  "has %d partitions, not %d: its records would have to be written again"
                      .formatted(found.partitions().size(), topic.partitions())));
    }
    int copies = found.partitions().get(0).replicas().size();
    if (copies < replicationFactor) {
      plan.differences()
          .add(
              Difference.left(
                  subject(topic),
                  "has %d of %d copies: add replicas with kafka-reassign-partitions"
                      .formatted(copies, replicationFactor)));
    }
    List<AlterConfigOp> changes = new ArrayList<>();
    newTopic(topic, Math.min(copies, replicationFactor))
        .configs()
        .forEach(
            (key, value) -> {
              ConfigEntry entry = config.get(key);
              if (entry == null || differs(key, entry.value(), value)) {
                changes.add(
                    new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
                plan.differences()
                    .add(
                        Difference.changed(
                            subject(topic),
                            "has %s=%s, not %s"
                                .formatted(key, entry == null ? "" : entry.value(), value)));
              }
            });
    if (!changes.isEmpty()) {
      plan.settings().put(resource(topic), changes);
    }
  }

  /** More copies in sync than declared are no harm. */
  private static boolean differs(String key, String found, String declared) {
    return key.equals(MIN_IN_SYNC)
        ? Integer.parseInt(found) < Integer.parseInt(declared)
        : !declared.equals(found);
  }

  /** Kafka's default acknowledges what a single broker has. */
  static NewTopic newTopic(TopicDefinition topic, int replicationFactor) {
    Map<String, String> config = new HashMap<>(topic.config());
    if (replicationFactor >= SAFE_COPIES) {
      config.put(MIN_IN_SYNC, Integer.toString(SAFE_IN_SYNC));
    }
    return new NewTopic(topic.name(), topic.partitions(), (short) replicationFactor)
        .configs(config);
  }

  private static String subject(TopicDefinition topic) {
    return "topic " + topic.name();
  }

  private static ConfigResource resource(TopicDefinition topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }
}
