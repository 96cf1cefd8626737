package io.fanfare.api.catalogue;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.models.Lists;
import io.fanfare.api.models.PermalinkIndex;
import io.fanfare.api.presentation.ResourceView;
import io.fanfare.schemas.models.Model;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the row that an address names, if everybody may see it. */
final class Resolver {

  private final ShownModels models;
  private final Lists lists;

  Resolver(ShownModels models, Lists lists) {
    this.models = models;
    this.lists = lists;
  }

  @Nullable ResourceView resolve(Address address, Deadline deadline) {
    if (address instanceof Address.Row row) {
      return shown(row.model(), List.of(row.id()), deadline);
    }
    if (address instanceof Address.OfUser user) {
      return shown(Model.USER, ids(PermalinkIndex.USERS, user.permalink(), 0, deadline), deadline);
    }
    return sound((Address.OfSound) address, deadline);
  }

  /** The first of the users with this permalink who has such a sound: permalinks may be shared. */
  private @Nullable ResourceView sound(Address.OfSound sound, Deadline deadline) {
    Model model = sound.index() == PermalinkIndex.TRACKS ? Model.TRACK : Model.PLAYLIST;
    for (long owner : ids(PermalinkIndex.USERS, sound.owner(), 0, deadline)) {
      ResourceView found =
          shown(model, ids(sound.index(), sound.permalink(), owner, deadline), deadline);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private List<Long> ids(PermalinkIndex index, String permalink, long owner, Deadline deadline) {
    return deadline.await(lists.ofPermalink(index, permalink, owner), Dependency.MYSQL);
  }

  private @Nullable ResourceView shown(Model model, List<Long> ids, Deadline deadline) {
    Map<Long, ? extends ResourceView> views =
        switch (model) {
          case TRACK -> models.tracks(ids, deadline);
          case PLAYLIST -> models.playlists(ids, deadline);
          default -> models.users(ids, deadline);
        };
    return views.values().stream().findFirst().orElse(null);
  }
}
