package io.fanfare.jobs.runtime;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.destroy;
import static io.fanfare.jobs.fanout.domain.Rows.follow;
import static io.fanfare.jobs.fanout.domain.Rows.repost;
import static io.fanfare.jobs.fanout.domain.Rows.save;
import static io.fanfare.jobs.fanout.domain.Rows.track;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.jobs.testkit.ModelsLog;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.ModelBroadcastRule;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.progress.Marker;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of `models` that can be decoded, and that no writer of it appends. */
class ImpossibleModelsTest {

  private static final long NOW = 1_700_000_000_000_000L;

  private static final AvroCodec<ModelBroadcast> CODEC = AvroCodec.of(ModelBroadcast.class);

  private final ModelsLog log = new ModelsLog();
  private OneInputStreamOperatorTestHarness<LogRecord, String> reader;

  /** Reads each record as its version. */
  private static final class Versions implements ReadModels.Reading<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public List<String> of(ModelBroadcast change, Stamp stamp) {
      return List.of("change " + stamp.version());
    }

    @Override
    public List<String> of(Marker marker, Stamp stamp) {
      return List.of("marker " + stamp.version());
    }

    @Override
    public List<String> of(StrayEntry stray, Stamp stamp) {
      return List.of("stray " + stamp.version());
    }
  }

  @BeforeEach
  void open() throws Exception {
    reader =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new ReadModels<>(
                "test", Set.of(Model.TRACK, Model.TRACK_REPOST), false, new Versions()));
  }

  @AfterEach
  void close() throws Exception {
    reader.close();
  }

  @Test
  void skipsRecordsOfOtherNamesAndCountsThem() throws Exception {
    read(log.append("garbage".getBytes(UTF_8), "save.Somebody", NOW));
    read(log.append("garbage".getBytes(UTF_8), "\uFFFD\uFFFD", NOW));
    read(log.append(create(track(1, 10, NOW)), NOW));

    assertThat(reader.extractOutputValues()).containsExactly("change " + Version.of(2));
    assertThat(causes()).isEmpty();
  }

  @Test
  void rejectsAMarkerThatNoReportCanCarry() throws Exception {
    read(log.marker("m".repeat(1_000_000), NOW));
    read(log.marker("m", NOW));

    assertThat(reader.extractOutputValues()).containsExactly("marker " + Version.of(1));
    assertThat(causes()).containsExactly("The marker's id has 1000000 characters, more than 100.");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, ModelBroadcastRule.LAST_TIME + 1})
  void rejectsARowOfATimeThatNoSourceHas(long time) throws Exception {
    read(log.append(create(track(1, 10, time)), NOW));
    read(log.append(create(repost(10, 1, time)), NOW));
    read(log.append(create(repost(10, 1, ModelBroadcastRule.LAST_TIME)), NOW));

    assertThat(reader.extractOutputValues()).containsExactly("change " + Version.of(2));
    assertThat(causes())
        .containsExactly(
            "The time published_at of the Track is not between the years 0 and 9999.",
            "The time created_at of the TrackRepost is not between the years 0 and 9999.");
  }

  @Test
  void rejectsAChangeThatIsNoneOfARow() throws Exception {
    read(log.append(save(follow(1, 10), track(1, 10, NOW)), NOW));
    read(log.append(CODEC.encode(create(follow(1, 10))), "create.Track", NOW));
    read(
        log.append(
            CODEC.encode(new ModelBroadcast(Operation.SAVE, null, null, null, false, false)),
            "save.Track",
            NOW));

    assertThat(reader.extractOutputValues()).isEmpty();
    assertThat(causes())
        .containsExactly(
            "The change makes a Follow a Track.",
            "The header event is create.Track, but the change is of a Follow.",
            "The change has no row, neither before nor after it.");
  }

  /** Compaction takes the key at its word. */
  @Test
  void rejectsARecordUnderTheKeyOfAnother() throws Exception {
    byte[] other = "tracks/7".getBytes(UTF_8);
    StrayEntry stray = new StrayEntry(1L, new Activity(ActivityKind.TRACK, 10L, 1L, NOW));
    byte[] strayBytes = AvroCodec.of(StrayEntry.class).encode(stray);
    byte[] markerBytes = AvroCodec.of(Marker.class).encode(new Marker("m"));

    read(log.append(other, CODEC.encode(create(track(1, 10, NOW))), "create.Track", NOW));
    read(log.append(other, CODEC.encode(destroy(repost(10, 1, NOW))), "destroy.TrackRepost", NOW));
    read(log.append(other, strayBytes, "stray", NOW));
    read(log.append(other, markerBytes, "marker", NOW));
    read(log.append(ModelKey.ofStray(stray), strayBytes, "stray", NOW));

    assertThat(reader.extractOutputValues()).containsExactly("stray " + Version.of(4));
    assertThat(causes())
        .containsExactly(
            "The record's key is not tracks/1, the key of its value.",
            "The record's key is not track_reposts/10/1, the key of its value.",
            "The record's key is not strays/1/TRACK/10/1/%d, the key of its value.".formatted(NOW),
            "The record's key is not markers/newest, the key of its value.");
  }

  private void read(LogRecord record) throws Exception {
    reader.processElement(new StreamRecord<>(record));
  }

  private List<String> causes() {
    var letters = reader.getSideOutput(DeadLetters.TAG);
    return letters == null
        ? List.of()
        : letters.stream().map(StreamRecord::getValue).map(DeadLetter::getCause).toList();
  }
}
