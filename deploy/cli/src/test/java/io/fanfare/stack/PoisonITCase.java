package io.fanfare.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.local.supervisor.ServerReport;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import io.fanfare.ops.deadletters.DeadLetterLog;
import io.fanfare.ops.deadletters.Listed;
import io.fanfare.ops.deadletters.Replay;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.stack.Poison.Dose;
import io.fanfare.workloads.soak.NetworkHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * For each hundred changes, plays and downloads, one record of every kind of poison in every topic:
 * no job fails, each record is a dead letter with its cause, and no view differs.
 */
@ExtendWith(SharedStack.class)
@Isolated("writes garbage into every topic")
class PoisonITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int ROUNDS = 3;
  private static final int CHANGES = 100;

  /**
   * Topics whose records name no row, and must not be sent again: a newer one may have followed.
   */
  private static final Set<String> NEVER_REPLAYED =
      Set.of(Topics.DASHBOARD_UPDATES, Topics.NOTIFICATION_CHOICES, Topics.NOTIFICATION_DEVICES);

  /** The jobs and agents that read a topic. */
  private static final Map<String, Set<String>> READERS = readers();

  private static final Set<String> SENT_AGAIN = sentAgain();

  private final long seed = Long.getLong("fanfare.it.seed", System.nanoTime());
  private final Map<String, Dose> poisoned = new LinkedHashMap<>();
  private Application application;
  private KafkaProducer<byte[], byte[]> producer;
  private long listener;
  private long artist;
  private long track;
  private Poison poison;
  private NetworkHistory history;

  /** By the header of a record of `models`, jobs skip what is not for them. */
  private static Set<String> readers(Dose dose) {
    Set<String> readers = new HashSet<>(READERS.get(dose.topic()));
    if (Poison.OF_TRACKS.equals(dose.event())) {
      readers.remove(JobNames.NOTIFICATIONS);
    }
    if (Poison.OF_SETTINGS.equals(dose.event())) {
      readers.retainAll(Set.of(JobNames.NOTIFICATIONS));
    }
    return readers;
  }

  private static Map<String, Set<String>> readers() {
    Map<String, Set<String>> readers = new HashMap<>();
    readers.put(
        Topics.MODELS,
        Set.of(
            JobNames.FAN_OUT,
            JobNames.CLOSENESS,
            JobNames.SEARCH,
            JobNames.STATS,
            JobNames.NOTIFICATIONS));
    readers.put(Topics.DASHBOARD_INTERACTIVE, Set.of(JobNames.DASHBOARD_INTERACTIVE));
    readers.put(Topics.DASHBOARD_BATCH, Set.of(JobNames.DASHBOARD_BATCH));
    readers.put(Topics.EVENTS_PLAYS, Set.of(JobNames.STATS));
    readers.put(Topics.EVENTS_DOWNLOADS, Set.of(JobNames.STATS));
    readers.put(Topics.STATS_PLAYS, Set.of(JobNames.SEARCH));
    NEVER_REPLAYED.forEach(topic -> readers.put(topic, Set.of(JobNames.NOTIFICATIONS)));
    for (Channel channel : Channel.values()) {
      Channels.topics(channel)
          .forEach(topic -> readers.put(topic, Set.of(Channels.agent(channel))));
    }
    return readers;
  }

  private static Set<String> sentAgain() {
    Set<String> topics =
        new HashSet<>(
            Set.of(
                Topics.DASHBOARD_INTERACTIVE,
                Topics.DASHBOARD_BATCH,
                Topics.EVENTS_PLAYS,
                Topics.EVENTS_DOWNLOADS));
    topics.addAll(Channels.topics());
    return topics;
  }

  @BeforeEach
  void begin() throws Exception {
    System.out.printf("poison with -Dfanfare.it.seed=%d%n", seed);
    application = new Application();
    producer =
        new KafkaProducer<>(
            SharedStack.get().addresses().kafka().client(Map.of()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    listener = application.user();
    artist = application.user();
    application.follow(listener, artist);
    track = application.track(artist);
    poison = new Poison(seed, listener, artist, track, application.track(artist));
    history = application.history(seed);
  }

  @AfterEach
  void end() throws Exception {
    producer.close();
    application.close();
  }

  @Test
  void poisonStopsNothingAndNoViewDiffers() throws Exception {
    Map<String, String> failures = JobFailures.last();
    Map<String, Integer> restarts = restarts();
    for (int round = 0; round < ROUNDS; round++) {
      for (int change = 0; change < CHANGES; change++) {
        history.next().execute(application.connection());
        sendEvents(round * CHANGES + change);
      }
      send();
    }
    awaitDeadLetters();

    Instant replayed = Instant.now();
    assertReplayed(Replay.run(SharedStack.get().addresses().access(), lettersOfPoison()));
    // What was sent again as it is has failed again.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(sentAgainAndFailed(replayed)).hasSize((int) countSentAgain()));

    long last = application.track(artist);
    AuditReport report = Audits.run(ViewsAudit.between(listener, last));
    assertThat(report.lines(Duration.ZERO)).contains("There is no difference.");
    assertThat(report.expected()).isPositive();
    assertThat(report.unreclaimed()).isZero();
    assertThat(Feed.of(listener)).startsWith("track " + last);
    try (Plays plays = new Plays(track)) {
      // The key of an event only decides its partition: an event counts whatever its key is.
      assertThat(plays.total()).isEqualTo(ROUNDS * CHANGES);
    }
    assertThat(JobFailures.last()).isEqualTo(failures);
    assertThat(restarts()).isEqualTo(restarts);
  }

  /** A play under its key, and another kind of event under a foreign one. */
  private void sendEvents(int number) {
    String id = track + "-" + number;
    byte[] event = Poison.event(id, track, Micros.of(Instant.now()));
    byte[] key = (number % 2 == 0 ? id : "foreign").getBytes(UTF_8);
    producer.send(new ProducerRecord<>(Topics.EVENTS_PLAYS, key, event));
    producer.send(new ProducerRecord<>(Topics.EVENTS_DOWNLOADS, key, event));
  }

  /** One record of each kind. */
  private void send() throws Exception {
    for (Dose dose : poison.forOthers()) {
      send(dose).get();
    }
    List<Dose> doses = poison.forJobs();
    List<Future<RecordMetadata>> sent = doses.stream().map(this::send).toList();
    for (int i = 0; i < doses.size(); i++) {
      RecordMetadata place = sent.get(i).get();
      poisoned.put(place(place.topic(), place.partition(), place.offset()), doses.get(i));
    }
  }

  private Future<RecordMetadata> send(Dose dose) {
    var record = new ProducerRecord<>(dose.topic(), dose.partition(), dose.key(), dose.value());
    if (dose.event() != null) {
      record.headers().add(Event.HEADER, dose.event().getBytes(UTF_8));
    }
    return producer.send(record);
  }

  /** Each of them from every job that reads the topic, with its cause. */
  private void awaitDeadLetters() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              Map<String, Set<String>> jobs =
                  lettersOfPoison().stream()
                      .collect(
                          Collectors.groupingBy(
                              PoisonITCase::place,
                              TreeMap::new,
                              Collectors.mapping(Listed::job, Collectors.toSet())));
              Map<String, Set<String>> expected = new TreeMap<>();
              poisoned.forEach((place, dose) -> expected.put(place, readers(dose)));
              assertThat(jobs).isEqualTo(expected);
            });
    for (Listed letter : lettersOfPoison()) {
      Dose dose = poisoned.get(place(letter));
      assertThat(letter.cause()).as(place(letter)).contains(dose.cause());
      assertThat(letter.wholeBytes() != null).as(place(letter)).isEqualTo(isCut(dose));
    }
  }

  private void assertReplayed(Replay.Replayed replayed) {
    assertThat(replayed.resent()).isEqualTo(countSentAgain());
    assertThat(replayed.refreshed()).isPositive();
    assertThat(replayed.ownerless()).isEmpty();
    assertThat(replayed.unreadable().isEmpty()).isTrue();
    // The rest: records that are not whole, and those of no row.
    assertThat(replayed.skipped())
        .allSatisfy(
            letter -> {
              Dose dose = poisoned.get(place(letter));
              assertThat(
                      isCut(dose)
                          || "marker".equals(dose.event())
                          || NEVER_REPLAYED.contains(dose.topic()))
                  .isTrue();
            });
  }

  private long countSentAgain() {
    return poisoned.values().stream()
        .filter(dose -> SENT_AGAIN.contains(dose.topic()) && !isCut(dose))
        .count();
  }

  private static boolean isCut(Dose dose) {
    return dose.value() != null && dose.value().length > 262_144;
  }

  private List<Listed> lettersOfPoison() {
    List<Listed> letters = new ArrayList<>(letters());
    letters.removeIf(letter -> !poisoned.containsKey(place(letter)));
    return letters;
  }

  private List<Listed> sentAgainAndFailed(Instant since) {
    return letters().stream()
        .filter(letter -> SENT_AGAIN.contains(letter.record().getTopic()))
        .filter(letter -> !letter.putAside().isBefore(since))
        .filter(letter -> !poisoned.containsKey(place(letter)))
        .toList();
  }

  private static List<Listed> letters() {
    return new DeadLetterLog(SharedStack.get().addresses().kafka()).read(Integer.MAX_VALUE).list();
  }

  private static String place(Listed letter) {
    LogRecord record = letter.record();
    return place(record.getTopic(), record.getPartition(), record.getOffset());
  }

  private static String place(String topic, int partition, long offset) {
    return topic + "/" + partition + "/" + offset;
  }

  private static Map<String, Integer> restarts() {
    return SharedStack.get().state().servers().stream()
        .collect(Collectors.toMap(ServerReport::name, ServerReport::restarts));
  }
}
