package io.fanfare.api.catalogue;

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

  @Nullable ResourceView resolve(Address address, Reading reading) {
    if (address instanceof Address.Row row) {
      return shown(row.model(), List.of(row.id()), reading);
    }
    if (address instanceof Address.OfUser user) {
      return shown(Model.USER, ids(PermalinkIndex.USERS, user.permalink(), 0, reading), reading);
    }
    return sound((Address.OfSound) address, reading);
  }

  /** The first of the users with this permalink who has such a sound: permalinks may be shared. */
  private @Nullable ResourceView sound(Address.OfSound sound, Reading reading) {
    Model model = sound.index() == PermalinkIndex.TRACKS ? Model.TRACK : Model.PLAYLIST;
    for (long owner : ids(PermalinkIndex.USERS, sound.owner(), 0, reading)) {
      ResourceView found =
          shown(model, ids(sound.index(), sound.permalink(), owner, reading), reading);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private List<Long> ids(PermalinkIndex index, String permalink, long owner, Reading reading) {
    // A permalink has no key: another row may get it.
    reading.dependencies().addUnknown();
    return reading.await(lists.ofPermalink(index, permalink, owner), Dependency.MYSQL);
  }

  private @Nullable ResourceView shown(Model model, List<Long> ids, Reading reading) {
    Map<Long, ? extends ResourceView> views =
        switch (model) {
          case TRACK -> models.tracks(ids, reading);
          case PLAYLIST -> models.playlists(ids, reading);
          default -> models.users(ids, reading);
        };
    return views.values().stream().findFirst().orElse(null);
  }
}
