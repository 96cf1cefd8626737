package io.fanfare.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Annotations;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.LaneMarker;
import io.fanfare.schemas.dashboard.Reason;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.Device;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotificationIds;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.SeenUntil;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.stats.TrackPlays;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/** Records that no writer of a topic appends, of every kind. */
final class Poison {

  /** More than a letter keeps of a record, and less than a broker takes. */
  static final int HUGE = 900_000;

  private static final int HEADER = 10;
  private static final String UNREADABLE = "The value is not a readable ";
  static final String OF_TRACKS = "save.Track";
  static final String OF_SETTINGS = "save.NotificationSettings";

  private final Random random;
  private final long listener;
  private final long artist;
  private final long track;
  private final long otherTrack;
  private final long now = Micros.of(Instant.now());

  /**
   * A record.
   *
   * @param partition null if its key decides
   * @param event the header of a record of `models`; null for none
   * @param value null for none
   * @param cause what its dead letter contains
   */
  record Dose(
      String topic, Integer partition, byte[] key, String event, byte[] value, String cause) {

    Dose with(byte[] other, String expected) {
      return new Dose(topic, partition, key, event, other, expected);
    }
  }

  /** Around rows that exist: a listener follows the owner of two tracks. */
  Poison(long seed, long listener, long artist, long track, long otherTrack) {
    this.random = new Random(seed);
    this.listener = listener;
    this.artist = artist;
    this.track = track;
    this.otherTrack = otherTrack;
  }

  /** One of each kind, for each topic that a job or an agent reads. */
  List<Dose> forJobs() {
    List<Dose> all = new ArrayList<>(models());
    all.addAll(lane(Topics.DASHBOARD_INTERACTIVE));
    all.addAll(lane(Topics.DASHBOARD_BATCH));
    all.addAll(events(Topics.EVENTS_PLAYS));
    all.addAll(events(Topics.EVENTS_DOWNLOADS));
    all.addAll(plays());
    all.addAll(updates());
    all.addAll(choices());
    all.addAll(devices());
    for (Channel channel : Channel.values()) {
      all.addAll(messages(channel, false));
      all.addAll(messages(channel, true));
    }
    return all;
  }

  /** One of each kind, for each topic that nobody of us reads. */
  List<Dose> forOthers() {
    List<Dose> all = new ArrayList<>();
    for (String topic :
        List.of(Topics.PROGRESS, Topics.DEADLETTERS, Topics.NOTIFICATION_OUTCOMES)) {
      all.addAll(unreadable(new Dose(topic, null, "poison".getBytes(UTF_8), null, chunk(1), "")));
    }
    return all;
  }

  /** What is no record of the topic's contract, made of one that is. */
  private List<Dose> unreadable(Dose valid) {
    byte[] whole = valid.value();
    int place = HEADER + random.nextInt(whole.length - HEADER);
    byte[] unknown = whole.clone();
    unknown[2 + random.nextInt(HEADER - 2)] ^= (byte) (1 + random.nextInt(255));
    // Lengths of 2 GB.
    byte[] claims = Arrays.copyOf(whole, HEADER + 20);
    for (int at = HEADER; at < claims.length; at++) {
      claims[at] = (byte) (at % 5 == 4 ? 0x0F : 0xFE | (at % 5 == 0 ? 0 : 1));
    }
    return List.of(
        valid.with(bytes(64), UNREADABLE),
        valid.with(new byte[0], UNREADABLE),
        valid.with(null, "There is no value where a "),
        valid.with(Arrays.copyOf(whole, place), UNREADABLE),
        valid.with(Arrays.copyOf(whole, whole.length + 1), "1 bytes follow the record"),
        valid.with(unknown, UNREADABLE),
        valid.with(encode(new Marker("another contract")), UNREADABLE),
        valid.with(claims, UNREADABLE),
        valid.with(bytes(HUGE), UNREADABLE));
  }

  private List<Dose> models() {
    Track row = row(now);
    Follow follow = new Follow(listener, artist, now);
    List<Dose> all = new ArrayList<>(unreadable(model(row, null, row, "")));
    all.add(new Dose(Topics.MODELS, null, ModelKey.of(row), null, bytes(64), UNREADABLE));
    all.add(model(row(otherTrack, now), null, row, "The record's key is not tracks/" + track));
    all.add(model(follow, null, follow, "The header event is save.Track, but the change is of a "));
    all.add(model(row, follow, row, "The change makes a Follow a Track."));
    all.add(model(row, null, null, "The change has no row, neither before nor after it."));
    for (long time : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
      all.add(model(row, null, row(time), "The time published_at of the Track is not between "));
    }
    NotificationSettings settings =
        new NotificationSettings(artist, "push", "track", true, null, null, null, null, null);
    ModelBroadcast change = new ModelBroadcast(Operation.SAVE, null, settings, null, false, false);
    all.addAll(unreadable(other(ModelKey.of(settings), OF_SETTINGS, change, "")));
    StrayEntry stray = new StrayEntry(listener, activity(now));
    all.add(other(ModelKey.of(row), "stray", stray, "The record's key is not strays/"));
    Marker marker = new Marker("m".repeat(500_000));
    all.add(other(ModelKey.ofMarker(), "marker", marker, "The marker's id has 500000 characters"));
    return all;
  }

  private static Dose model(SpecificRecord key, Object before, Object after, String cause) {
    ModelBroadcast change = new ModelBroadcast(Operation.SAVE, before, after, null, false, false);
    return other(ModelKey.of(key), OF_TRACKS, change, cause);
  }

  private static Dose other(byte[] key, String event, SpecificRecord value, String cause) {
    return new Dose(Topics.MODELS, null, key, event, encode(value), cause);
  }

  private List<Dose> lane(String topic) {
    Dose valid = new Dose(topic, 0, "poison".getBytes(UTF_8), null, chunk(1), "");
    List<Dose> all = new ArrayList<>(unreadable(valid));
    for (long version : new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}) {
      all.add(valid.with(chunk(version), "The chunk has the version " + version));
    }
    List<Long> crowd = Collections.nCopies(100_000, listener);
    all.add(valid.with(chunk(activity(now), crowd, null), "The chunk has 100000 entries"));
    all.add(
        valid.with(
            chunk(activity(Long.MAX_VALUE), List.of(listener), null), "after the year 9999"));
    LaneMarker elsewhere = new LaneMarker("poison", 1, "poison", 1);
    all.add(valid.with(chunk(null, List.of(), elsewhere), "The marker belongs to partition 1"));
    return all;
  }

  private byte[] chunk(long version) {
    return encode(
        new FanOutChunk(
            EntryOperation.DELIVER,
            version,
            Cause.LIVE,
            List.of(activity(now)),
            List.of(listener),
            null,
            0L));
  }

  private static byte[] chunk(Activity activity, List<Long> recipients, LaneMarker marker) {
    List<Activity> activities = activity == null ? List.of() : List.of(activity);
    return encode(
        new FanOutChunk(
            EntryOperation.DELIVER, 1L, Cause.LIVE, activities, recipients, marker, 0L));
  }

  private List<Dose> events(String topic) {
    byte[] key = "poison".getBytes(UTF_8);
    Dose valid = new Dose(topic, null, key, null, event("poison", track, now), "");
    List<Dose> all = new ArrayList<>(unreadable(valid));
    for (String id : List.of("", "a b", "9".repeat(500_000))) {
      all.add(valid.with(event(id, track, now), "The event's id is not "));
    }
    all.add(valid.with(event("poison", 0, now), "The event's subject is the track 0"));
    all.add(valid.with(event("poison", track, Long.MIN_VALUE), "days ago."));
    all.add(valid.with(event("poison", track, Long.MAX_VALUE), "hour ahead."));
    return all;
  }

  private List<Dose> plays() {
    byte[] key = Long.toString(track).getBytes(UTF_8);
    Dose valid = new Dose(Topics.STATS_PLAYS, null, key, null, plays(track, 1), "");
    List<Dose> all = new ArrayList<>(unreadable(valid));
    all.add(valid.with(plays(track, -1), "has no -1 plays"));
    all.add(valid.with(plays(track, Long.MAX_VALUE), "has no " + Long.MAX_VALUE + " plays"));
    all.add(valid.with(plays(otherTrack, 9), "The record's key is not " + otherTrack));
    return all;
  }

  private List<Dose> updates() {
    byte[] key = Long.toString(listener).getBytes(UTF_8);
    Dose valid = new Dose(Topics.DASHBOARD_UPDATES, null, key, null, update(1, now, now), "");
    List<Dose> all = new ArrayList<>(unreadable(valid));
    for (long version : new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}) {
      all.add(valid.with(update(version, now, now), "The event has the version " + version));
    }
    all.add(valid.with(update(1, now, Long.MAX_VALUE), "The event has a time "));
    all.add(valid.with(update(1, Long.MAX_VALUE, now), "The event has a time "));
    return all;
  }

  private byte[] update(long version, long activityTime, long time) {
    return encode(
        DashboardUpdate.newBuilder()
            .setOperation(UpdateOperation.ADDED)
            .setVersion(version)
            .setCause(Cause.LIVE)
            .setActivity(activity(activityTime))
            .setAnnotations(new Annotations(Reason.FOLLOWED_PUBLISHED))
            .setNotify(true)
            .setRecipients(List.of(listener))
            .setTime(time)
            .build());
  }

  private List<Dose> choices() {
    Choice choice = new Choice(listener, new SeenUntil(now));
    byte[] key = ChoiceNames.key(choice).getBytes(UTF_8);
    Dose valid = new Dose(Topics.NOTIFICATION_CHOICES, null, key, null, encode(choice), "");
    List<Dose> all = new ArrayList<>(unreadable(valid));
    byte[] other = encode(new Choice(artist, new SeenUntil(now)));
    all.add(valid.with(other, "The record's key is not " + artist + "/seen-until"));
    return all;
  }

  private List<Dose> devices() {
    byte[] key = ChoiceNames.deviceKey(listener, "no such device").getBytes(UTF_8);
    Device device = new Device(artist, "d", "https://a.example", buffer(), buffer(), now);
    Dose valid = new Dose(Topics.NOTIFICATION_DEVICES, null, key, null, encode(device), "");
    List<Dose> all = new ArrayList<>(unreadable(valid));
    // A record without a value removes a device.
    all.removeIf(dose -> dose.value() == null);
    all.add(valid.with(null, "The record has neither a value nor a device's key."));
    all.add(valid.with(valid.value(), "The record's key is not " + artist + "/d"));
    return all;
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes(8));
  }

  private List<Dose> messages(Channel channel, boolean batch) {
    byte[] key = Long.toString(listener).getBytes(UTF_8);
    byte[] message = message(channel, batch, 1, 1);
    Dose valid = new Dose(Channels.topic(channel, batch), null, key, null, message, "");
    List<Dose> all = new ArrayList<>(unreadable(valid));
    all.add(valid.with(message(channel, batch, Long.MAX_VALUE, 1), "of the version "));
    all.add(valid.with(message(channel, batch, 1, 0), "The message has 0 activities."));
    all.add(valid.with(message(channel, batch, 1, 1_000), "The message has 1000 activities."));
    Channel other = channel == Channel.PUSH ? Channel.EMAIL : Channel.PUSH;
    all.add(valid.with(message(other, batch, 1, 1), "The message is for the channel "));
    return all;
  }

  /** For somebody who wants none. */
  private byte[] message(Channel channel, boolean batch, long version, int activities) {
    NotifiedActivity notified = new NotifiedActivity(activity(now), version);
    return encode(
        new Notification(
            NotificationIds.ofActivity(listener, channel, activity(now)),
            listener,
            channel,
            false,
            batch,
            now,
            now,
            Collections.nCopies(activities, notified)));
  }

  private Activity activity(long time) {
    return new Activity(ActivityKind.TRACK, artist, track, time);
  }

  private Track row(long publishedAt) {
    return row(track, publishedAt);
  }

  private Track row(long id, long publishedAt) {
    return Track.newBuilder()
        .setId(id)
        .setUserId(artist)
        .setSharing("public")
        .setState("finished")
        .setPublishedAt(publishedAt)
        .build();
  }

  static byte[] event(String id, long track, long time) {
    return encode(new DomainEvent(id, track, 7L, time, "DE", "search", null));
  }

  private static byte[] plays(long track, long plays) {
    return encode(new TrackPlays(track, plays));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @SuppressWarnings("unchecked") // A record is of its own class.
  private static <T extends SpecificRecord> byte[] encode(T value) {
    return AvroCodec.of((Class<T>) value.getClass()).encode(value);
  }
}
