package io.fanfare.agents;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.agents.channels.EmailChannel;
import io.fanfare.agents.channels.PushChannel;
import io.fanfare.agents.channels.WebhookChannel;
import io.fanfare.agents.delivery.AgentLoop;
import io.fanfare.agents.delivery.AgentMetrics;
import io.fanfare.agents.delivery.ChannelSender;
import io.fanfare.agents.delivery.Courier;
import io.fanfare.agents.delivery.DisablingRule;
import io.fanfare.agents.delivery.Endpoints;
import io.fanfare.agents.delivery.Judge;
import io.fanfare.agents.delivery.KafkaReports;
import io.fanfare.agents.delivery.Recipients;
import io.fanfare.agents.delivery.SourceRows;
import io.fanfare.agents.delivery.StoredEndpoints;
import io.fanfare.agents.delivery.StoredLedger;
import io.fanfare.agents.delivery.StoredRecipients;
import io.fanfare.agents.delivery.Wordbook;
import io.fanfare.agents.email.EmailSender;
import io.fanfare.agents.push.PushSender;
import io.fanfare.agents.webhook.WebhookSender;
import io.fanfare.api.models.MysqlModels;
import io.fanfare.api.notifications.OptOutLinks;
import io.fanfare.api.notifications.WebhookSecrets;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.FailingEndpoints;
import io.fanfare.connectors.cassandra.NotifiedLedger;
import io.fanfare.schemas.admin.AdminPort;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent: sends the messages of one channel. Any number of processes share the work; all messages
 * to a recipient go to one of them.
 */
public final class Agent {

  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  /** Longer than a drain and a last commit take. */
  private static final long STOP_SECONDS = AgentLoop.DRAIN.toSeconds() + 10;

  private static final int MOST_POLLED = 500;

  private Agent() {}

  public static void main(String[] arguments) {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(AgentConfig.USAGE);
      return;
    }
    try {
      run(Settings.of(arguments, System.getenv()).build(AgentConfig::of));
    } catch (SettingsException e) {
      exit(String.join(System.lineSeparator(), e.problems()));
    } catch (IOException e) {
      exit("The agent cannot start: " + e.getMessage());
    }
  }

  private static void exit(String problem) {
    System.err.println(problem);
    System.exit(1);
  }

  /** Runs until the process is told to end, and then lets what is on its way end. */
  private static void run(AgentConfig config) throws IOException {
    Clock clock = Clock.systemUTC();
    AgentConfig.Mysql mysql = config.mysql();
    try (AgentMetrics metrics = new AgentMetrics(config.channel());
        MysqlModels models = new MysqlModels(mysql.url(), mysql.user(), mysql.password());
        CqlSession session = CassandraSession.open(config.cassandra());
        KafkaReports reports = new KafkaReports(config.kafka(), config.agent())) {
      Recipients recipients = new StoredRecipients(session);
      StoredLedger ledger =
          new StoredLedger(new NotifiedLedger(session, config.syncLag()), config.channel());
      try (ChannelSender sender = sender(config, recipients, reports, clock)) {
        Judge judge =
            new Judge(new SourceRows(models), recipients, new Wordbook(config.siteUrl()), clock);
        Courier courier =
            new Courier(ledger, endpoints(config, session, clock), sender, reports, metrics, clock);
        AgentLoop loop =
            new AgentLoop(
                config.agent(),
                consumer(config.kafka(), config.agent()),
                config.channel(),
                judge,
                courier,
                sender.atOnce(),
                reports,
                metrics,
                clock);
        runUntilStopped(config, loop, metrics);
      }
    }
  }

  private static void runUntilStopped(AgentConfig config, AgentLoop loop, AgentMetrics metrics)
      throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              loop.stop();
              try {
                ended.await(STOP_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    LOG.info("Sending: {}", config);
    try (AdminPort admin =
        config.adminPort() == 0
            ? null
            : new AdminPort(config.host(), config.adminPort(), metrics::scrape, loop::isAssigned)) {
      loop.run();
    } finally {
      ended.countDown();
    }
  }

  private static Endpoints endpoints(AgentConfig config, CqlSession session, Clock clock) {
    AgentConfig.Webhook webhook = config.webhook();
    return webhook == null
        ? Endpoints.UNWATCHED
        : new StoredEndpoints(
            new FailingEndpoints(session, config.syncLag()),
            config.channel(),
            new DisablingRule(webhook.disableAfter()),
            clock);
  }

  private static ChannelSender sender(
      AgentConfig config, Recipients recipients, KafkaReports reports, Clock clock)
      throws IOException {
    return switch (config.channel()) {
      case PUSH ->
          new PushChannel(
              new PushSender(AgentConfig.required(config.push()), clock), recipients, reports);
      case EMAIL -> {
        AgentConfig.Email email = AgentConfig.required(config.email());
        yield new EmailChannel(
            new EmailSender(email.settings(), clock),
            new OptOutLinks(AgentConfig.required(email.key()), email.apiUrl()));
      }
      case WEBHOOK -> {
        AgentConfig.Webhook webhook = AgentConfig.required(config.webhook());
        yield new WebhookChannel(
            new WebhookSender(webhook.settings(), clock),
            new WebhookSecrets(AgentConfig.required(webhook.key())));
      }
    };
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaAccess kafka, String group) {
    return new KafkaConsumer<>(
        kafka.client(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.CLIENT_ID_CONFIG,
                group,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MOST_POLLED,
                // The same partition of both topics of a channel: all messages to a recipient.
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                RangeAssignor.class.getName())));
  }
}
