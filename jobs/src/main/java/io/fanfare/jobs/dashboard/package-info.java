/** Personalization and persistence of dashboard entries, one deployment a lane. */
@NullMarked
package io.fanfare.jobs.dashboard;

import org.jspecify.annotations.NullMarked;
