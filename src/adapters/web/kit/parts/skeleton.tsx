import type { ComponentChild } from 'preact';

interface SkeletonProps {
  readonly rows: number;
  /** What is being loaded, for a screen reader. */
  readonly label: string;
}

/** The shape of rows that are on their way. */
export const Skeleton = ({ rows, label }: SkeletonProps): ComponentChild => (
  <div aria-busy="true">
    <span class="sr" role="status">{label}</span>
    {Array.from({ length: rows }, (_, index) => (
      <div key={index} class="s-row rests" aria-hidden="true">
        <span class="sk round" />
        <span class="mid"><span class="sk line" /><span class="sk line long" /></span>
        <span class="sk line short" />
      </div>
    ))}
  </div>
);
