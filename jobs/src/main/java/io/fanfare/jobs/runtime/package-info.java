/** Parts that all jobs share; they depend on no job. */
@NullMarked
package io.fanfare.jobs.runtime;

import org.jspecify.annotations.NullMarked;
