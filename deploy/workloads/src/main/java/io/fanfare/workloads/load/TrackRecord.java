package io.fanfare.workloads.load;

import static io.fanfare.workloads.load.TrackColumns.Column.ARTWORK_URL;
import static io.fanfare.workloads.load.TrackColumns.Column.BPM;
import static io.fanfare.workloads.load.TrackColumns.Column.CITY;
import static io.fanfare.workloads.load.TrackColumns.Column.CREATED_AT;
import static io.fanfare.workloads.load.TrackColumns.Column.DESCRIPTION;
import static io.fanfare.workloads.load.TrackColumns.Column.DURATION_MILLIS;
import static io.fanfare.workloads.load.TrackColumns.Column.DURATION_SECONDS;
import static io.fanfare.workloads.load.TrackColumns.Column.GENRE;
import static io.fanfare.workloads.load.TrackColumns.Column.ID;
import static io.fanfare.workloads.load.TrackColumns.Column.LICENSE;
import static io.fanfare.workloads.load.TrackColumns.Column.PERMALINK;
import static io.fanfare.workloads.load.TrackColumns.Column.PUBLISHED_AT;
import static io.fanfare.workloads.load.TrackColumns.Column.SHARING;
import static io.fanfare.workloads.load.TrackColumns.Column.STATE;
import static io.fanfare.workloads.load.TrackColumns.Column.TAG_LIST;
import static io.fanfare.workloads.load.TrackColumns.Column.TITLE;
import static io.fanfare.workloads.load.TrackColumns.Column.USERNAME;
import static io.fanfare.workloads.load.TrackColumns.Column.USER_ID;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.workloads.load.TrackColumns.Column;
import io.fanfare.workloads.sample.SampleUsers;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A line of a catalogue, read as a track and its owner. */
final class TrackRecord {

  /** What the reference schema's columns hold, in characters; of long texts, what one reads. */
  private static final int NAME = 255;

  private static final int LICENSE_NAME = 64;
  private static final int URL = 1024;
  private static final int TEXT = 8_000;
  private static final int SLUG = 60;
  private static final long MILLIS_IN_SECOND = 1_000;

  private static final Set<String> SHARINGS = Set.of("public", "private");
  private static final Set<String> STATES = Set.of("processing", "failed", "finished");

  private final TrackColumns columns;
  private final CsvRecord record;

  TrackRecord(TrackColumns columns, CsvRecord record) {
    this.columns = columns;
    this.record = record;
  }

  /**
   * The track.
   *
   * @param idOffset is added to the owner's id
   * @param shift µs that its times are moved by
   * @param now µs since the epoch: for times that the line lacks
   * @throws BadLineException if the line is not a valid track
   */
  Track track(long idOffset, long shift, long now) throws BadLineException {
    Long publishedAt = publishedAt(shift, now);
    long anyTime = publishedAt == null ? now : publishedAt;
    long createdAt = time(CREATED_AT, shift).orElse(anyTime);
    long id = id(ID);
    String title =
        text(TITLE, NAME).orElseThrow(() -> new BadLineException("the title is missing"));
    return Track.newBuilder()
        .setId(id)
        .setUserId(ownerId(idOffset))
        .setTitle(title)
        .setPermalink(text(PERMALINK, NAME).orElseGet(() -> slug(title) + id))
        .setDescription(text(DESCRIPTION, TEXT).orElse(null))
        .setGenre(text(GENRE, NAME).orElse(null))
        .setTagList(text(TAG_LIST, TEXT).flatMap(TagList::plain).orElse(null))
        .setDuration(duration())
        .setBpm(bpm())
        .setLicense(text(LICENSE, LICENSE_NAME).orElse(null))
        .setArtworkUrl(text(ARTWORK_URL, URL).orElse(null))
        .setSharing(oneOf(SHARING, SHARINGS, "public"))
        .setState(oneOf(STATE, STATES, "finished"))
        .setPublishedAt(publishedAt)
        .setCreatedAt(createdAt)
        .setUpdatedAt(createdAt)
        .build();
  }

  /** The owner, with the name in the line, otherwise with a sample name. */
  User owner(long idOffset, long now) throws BadLineException {
    User user = SampleUsers.user(ownerId(idOffset), now);
    text(USERNAME, NAME)
        .ifPresent(
            name -> {
              user.setUsername(name);
              user.setFullName(name);
              user.setPermalink(slug(name) + user.getId());
              user.setCity(text(CITY, NAME).orElse(null));
              user.setCountryCode(null);
            });
    return user;
  }

  /** When it was published, in µs since the epoch; empty if the line has no such time. */
  Optional<Long> publishedAt() throws BadLineException {
    return time(PUBLISHED_AT, 0);
  }

  /**
   * In a catalogue without times all tracks are published now; in one with times, a track without
   * one is not published.
   */
  private @Nullable Long publishedAt(long shift, long now) throws BadLineException {
    if (!columns.has(PUBLISHED_AT)) {
      return now;
    }
    return time(PUBLISHED_AT, shift).orElse(null);
  }

  private long ownerId(long idOffset) throws BadLineException {
    long id = number(USER_ID, "the owner's id");
    if (id < 0 || id > Long.MAX_VALUE - idOffset || id + idOffset < 1) {
      throw new BadLineException("the owner's id is not positive, or too large");
    }
    return id + idOffset;
  }

  private long id(Column column) throws BadLineException {
    long id = number(column, "the track's id");
    if (id < 1) {
      throw new BadLineException("the track's id is not positive");
    }
    return id;
  }

  private long number(Column column, String what) throws BadLineException {
    String text =
        columns.text(record, column).orElseThrow(() -> new BadLineException(what + " is missing"));
    return parse(text, Long::valueOf, what + " is not a whole number of 64 bits");
  }

  private long duration() throws BadLineException {
    Optional<String> millis = columns.text(record, DURATION_MILLIS);
    Optional<String> seconds = columns.text(record, DURATION_SECONDS);
    String wrong = "the duration is not a number";
    double duration = 0;
    if (millis.isPresent()) {
      duration = parse(millis.get(), Double::valueOf, wrong);
    } else if (seconds.isPresent()) {
      duration = parse(seconds.get(), Double::valueOf, wrong) * MILLIS_IN_SECOND;
    }
    if (!(duration >= 0 && duration < Integer.MAX_VALUE)) {
      throw new BadLineException("the duration is negative, or longer than 24 days");
    }
    return Math.round(duration);
  }

  private @Nullable Integer bpm() throws BadLineException {
    Optional<String> bpm = columns.text(record, BPM);
    if (bpm.isEmpty()) {
      return null;
    }
    double number = parse(bpm.get(), Double::valueOf, "bpm is not a number");
    return Math.abs(number) < Integer.MAX_VALUE ? (Integer) (int) Math.round(number) : null;
  }

  private Optional<Long> time(Column column, long shift) throws BadLineException {
    Optional<String> text = columns.text(record, column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    long time =
        parse(
            text.get(),
            CatalogueTime::micros,
            "a time is not in a format such as 2024-05-01 12:30:00");
    return Optional.of(
        parse(
            time,
            unmoved -> CatalogueTime.moved(unmoved, shift),
            "a time is moved out of the years 1000 to 9999"));
  }

  private String oneOf(Column column, Set<String> values, String otherwise)
      throws BadLineException {
    String value = columns.text(record, column).orElse(otherwise).toLowerCase(Locale.ROOT);
    if (!values.contains(value)) {
      throw new BadLineException(column.name().toLowerCase(Locale.ROOT) + " has an unknown value");
    }
    return value;
  }

  private Optional<String> text(Column column, int longest) {
    return columns.text(record, column).map(text -> cut(text, longest));
  }

  private static String cut(String text, int longest) {
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest));
  }

  /** Lower-case ASCII words for an address, with a hyphen at the end; nothing if none are there. */
  private static String slug(String text) {
    String words =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return words.isEmpty() ? "" : cut(words, SLUG) + "-";
  }

  private static <F, T> T parse(F found, Function<F, T> parser, String otherwise)
      throws BadLineException {
    try {
      return parser.apply(found);
    } catch (IllegalArgumentException e) {
      throw new BadLineException(otherwise);
    }
  }
}
