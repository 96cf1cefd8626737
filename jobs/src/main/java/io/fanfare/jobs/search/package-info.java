/** Search: the index of tracks, playlists and users, kept equal to the source. */
@NullMarked
package io.fanfare.jobs.search;

import org.jspecify.annotations.NullMarked;
