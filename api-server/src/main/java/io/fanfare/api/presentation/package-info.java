/** Tracks, playlists and users in the format of SoundCloud's public API. */
@NullMarked
package io.fanfare.api.presentation;

import org.jspecify.annotations.NullMarked;
