package io.fanfare.purger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.edge.EdgeKey;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of caches a record on `models` takes back. Header and key of the record decide, and
 * for a row that is in lists which its key does not tell, the row before and after the change.
 */
final class PurgeRule {

  /** Everything: nobody can tell what has changed. */
  static final Set<String> ALL = Set.of(EdgeKey.ALL);

  private static final AvroCodec<ModelBroadcast> CODEC = AvroCodec.of(ModelBroadcast.class);

  private PurgeRule() {}

  /**
   * @param event the record's header `event`; null if it has none
   * @param key the record's key
   * @param value the record's value; null if it removes the key from the log
   */
  static Set<String> keys(@Nullable String event, byte @Nullable [] key, byte @Nullable [] value) {
    if (event != null && !isOfShownModel(event)) {
      return Event.isUnreadableOfNoModel(event) ? ALL : Set.of();
    }
    if (event != null && Event.isUnreadable(event)) {
      return ALL;
    }
    String[] parts = (key == null ? "" : new String(key, UTF_8)).split("/", -1);
    Model model = Model.ofTable(parts[0]);
    List<Long> ids = numbers(parts);
    if (model == null || !isShown(model) || ids.size() != model.primaryKey().size()) {
      // Without a header, the record is none of the capture's.
      return event == null ? Set.of() : ALL;
    }
    Set<String> keys = new LinkedHashSet<>(EdgeKey.ofRow(model, ids));
    if (value != null && EdgeKey.isListed(model)) {
      try {
        keys.addAll(EdgeKey.ofLists(CODEC.decode(value)));
      } catch (UndecodableException e) {
        return ALL;
      }
    }
    return keys;
  }

  /** The numbers of a key; none if one of them is not a number of 64 bits. */
  private static List<Long> numbers(String[] parts) {
    try {
      return Arrays.stream(parts).skip(1).map(Long::valueOf).toList();
    } catch (NumberFormatException e) {
      return List.of();
    }
  }

  private static boolean isOfShownModel(String event) {
    return Arrays.stream(Model.values())
        .anyMatch(model -> Event.isOf(event, model) && isShown(model));
  }

  /** Whether public answers have rows of a model. */
  private static boolean isShown(Model model) {
    return !EdgeKey.ofRow(model, Collections.nCopies(model.primaryKey().size(), 0L)).isEmpty();
  }
}
