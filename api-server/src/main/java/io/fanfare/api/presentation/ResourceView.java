package io.fanfare.api.presentation;

import org.jspecify.annotations.Nullable;

/** What has a URL of its own: a track, a playlist or a user. */
public sealed interface ResourceView permits OriginView, UserView {

  /** Where the API has it. */
  String uri();

  /** Its page for people; null without a permalink. */
  @Nullable String permalinkUrl();
}
