package io.fanfare.api.presentation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SoundCloud's schemas `Tracks`, `Playlists`, `Users` and `Comments`.
 *
 * @param nextHref the next page; null at the end
 */
@JsonInclude(Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record CollectionView<T>(List<T> collection, @Nullable String nextHref) {

  public CollectionView {
    collection = List.copyOf(collection);
  }
}
