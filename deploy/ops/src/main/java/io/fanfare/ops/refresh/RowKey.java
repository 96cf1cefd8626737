package io.fanfare.ops.refresh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.models.PlaylistLike;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * The primary key of a row.
 *
 * @param values as the contract's record holds them: keys that are equal only in a collation are
 *     different keys
 */
public record RowKey(Model model, List<Object> values) {

  public RowKey {
    values = List.copyOf(values);
  }

  public static RowKey of(Model model, SpecificRecordBase row) {
    return new RowKey(model, model.primaryKey().stream().map(row::get).toList());
  }

  /**
   * Parses the key of a record on `models`.
   *
   * @param key as {@link ModelKey} writes it
   * @return null if it names no row
   */
  public static @Nullable RowKey parse(String key) {
    String[] parts = key.split("/", -1);
    Model model = Model.ofTable(parts[0]);
    if (model == null || parts.length != 1 + model.primaryKey().size()) {
      return null;
    }
    List<Object> values = new ArrayList<>();
    try {
      for (String column : model.primaryKey()) {
        String text = URLDecoder.decode(parts[values.size() + 1], UTF_8);
        values.add(
            switch (model.schema().getField(column).schema().getType()) {
              case LONG -> (Object) Long.valueOf(text);
              case INT -> Integer.valueOf(text);
              default -> text;
            });
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
    return new RowKey(model, values);
  }

  /**
   * A row made of its key alone, if that is enough to destroy it: the key of a relation names
   * everyone whom the row concerns. Null for models that name their owner in another column.
   */
  public @Nullable SpecificRecordBase relation() {
    return switch (model) {
      case FOLLOW -> new Follow(id(0), id(1), null);
      case TRACK_REPOST -> new TrackRepost(id(0), id(1), 0L);
      case PLAYLIST_REPOST -> new PlaylistRepost(id(0), id(1), 0L);
      case TRACK_LIKE -> new TrackLike(id(0), id(1), null);
      case PLAYLIST_LIKE -> new PlaylistLike(id(0), id(1), null);
      case NOTIFICATION_SETTINGS ->
          new NotificationSettings(id(0), text(1), text(2), false, null, null, null, null, null);
      default -> null;
    };
  }

  private Long id(int index) {
    return (Long) values.get(index);
  }

  private String text(int index) {
    return (String) values.get(index);
  }

  /** As the key of its records on `models`: `tracks/7`. */
  @Override
  public String toString() {
    return new String(encoded(), UTF_8);
  }

  /** The key of the row's records on `models`. */
  public byte[] encoded() {
    return ModelKey.encode(model, values);
  }
}
