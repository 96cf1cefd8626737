package io.fanfare.workloads.load;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.fanfare.ops.OperationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The columns of a catalogue, found by the names in its header. */
final class TrackColumns {

  /** The columns that a catalogue can have; the first name that the header has is used. */
  enum Column {
    ID("id", "track_id"),
    USER_ID("user_id", "artist_id", "artist.id"),
    USERNAME("username", "artist_name", "artist.name"),
    CITY("city", "artist_location", "artist.location"),
    TITLE("title", "track.title"),
    PERMALINK("permalink"),
    DESCRIPTION("description", "track.information"),
    GENRE("genre", "track.genre_top"),
    TAG_LIST("tag_list", "tags", "track.tags"),
    DURATION_MILLIS("duration"),
    DURATION_SECONDS("track.duration"),
    BPM("bpm"),
    LICENSE("license", "track.license"),
    ARTWORK_URL("artwork_url"),
    SHARING("sharing"),
    STATE("state"),
    PUBLISHED_AT("published_at", "track.date_created"),
    CREATED_AT("created_at");

    private final List<String> names;

    Column(String... names) {
      this.names = List.of(names);
    }
  }

  private final Map<Column, Integer> positions = new HashMap<>();
  private final int width;

  /**
   * @throws OperationException if the header lacks what every track needs
   */
  TrackColumns(TextFile file, CsvRecord header) {
    List<String> names =
        header.getFields().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    this.width = names.size();
    List<String> missing = new ArrayList<>();
    for (Column column : Column.values()) {
      column.names.stream()
          .filter(names::contains)
          .findFirst()
          .ifPresent(name -> positions.put(column, names.indexOf(name)));
    }
    for (Column needed : List.of(Column.ID, Column.USER_ID, Column.TITLE)) {
      if (!positions.containsKey(needed)) {
        missing.add(String.join(" or ", needed.names));
      }
    }
    if (!missing.isEmpty()) {
      throw new OperationException(
          "The first line of %s must name the columns, and these are missing: %s."
              .formatted(file.path(), String.join("; ", missing)));
    }
  }

  boolean has(Column column) {
    return positions.containsKey(column);
  }

  /** The text of a column; empty if there is no such column, or nothing in it. */
  Optional<String> text(CsvRecord record, Column column) {
    Integer position = positions.get(column);
    return position == null
        ? Optional.empty()
        : Optional.of(record.getField(position).strip()).filter(text -> !text.isEmpty());
  }

  /**
   * @throws BadLineException if the record has fewer or more fields than the header
   */
  void requireWidth(CsvRecord record) throws BadLineException {
    if (record.getFieldCount() != width) {
      throw new BadLineException(
          record.getFieldCount() < width
              ? "fewer fields than columns"
              : "more fields than columns");
    }
  }
}
