package io.fanfare.ops.audit;

import io.fanfare.schemas.models.Model;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * What other rows are counted for: a track with its likes, reposts and comments, for instance.
 *
 * @param column the column of the counted rows that names it
 */
public record Counted(String column, long id) {

  private static final String TRACK = "track_id";
  private static final String PLAYLIST = "playlist_id";
  private static final String FOLLOWEE = "followee_id";

  public static Counted ofTrack(long id) {
    return new Counted(TRACK, id);
  }

  public static Counted ofPlaylist(long id) {
    return new Counted(PLAYLIST, id);
  }

  public static Counted ofFollowee(long id) {
    return new Counted(FOLLOWEE, id);
  }

  /** The models whose rows are counted for something. */
  static Set<Model> models() {
    return Arrays.stream(Model.values())
        .filter(model -> columns(model.schema()).findAny().isPresent())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Model.class)));
  }

  /** What a row is counted for. */
  static Stream<Counted> by(SpecificRecordBase row) {
    return columns(row.getSchema())
        .filter(column -> row.get(column) instanceof Long)
        .map(column -> new Counted(column, (Long) row.get(column)));
  }

  private static Stream<String> columns(Schema schema) {
    return Stream.of(TRACK, PLAYLIST, FOLLOWEE).filter(column -> schema.getField(column) != null);
  }
}
