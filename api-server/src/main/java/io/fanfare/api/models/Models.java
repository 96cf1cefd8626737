package io.fanfare.api.models;

import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The models by id, as their rows say. A result holds the ids that have a row, and fails with an
 * {@link io.fanfare.api.availability.UnavailableException} while the source is absent or too busy.
 */
public interface Models {

  CompletionStage<Map<Long, Track>> tracks(Set<Long> ids);

  CompletionStage<Map<Long, User>> users(Set<Long> ids);
}
