/** Search: pages of tracks, playlists and users for a text, and suggestions while it is typed. */
@NullMarked
package io.fanfare.api.search;

import org.jspecify.annotations.NullMarked;
