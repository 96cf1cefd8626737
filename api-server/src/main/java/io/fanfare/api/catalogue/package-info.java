/** Tracks, playlists and users as everybody may see them, and the lists around them. */
@NullMarked
package io.fanfare.api.catalogue;

import org.jspecify.annotations.NullMarked;
