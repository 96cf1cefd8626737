/** What all jobs share; knows no job. */
@NullMarked
package io.fanfare.jobs.runtime;

import org.jspecify.annotations.NullMarked;
