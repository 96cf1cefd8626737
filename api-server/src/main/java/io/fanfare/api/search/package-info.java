/** Search: what people type becomes pages of tracks, playlists and users, and suggestions. */
@NullMarked
package io.fanfare.api.search;

import org.jspecify.annotations.NullMarked;
