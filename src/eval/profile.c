// What evaluating costs: time and steps of each rule and each expression.
#include "eval/profile.h"

#include "base/clock.h"

struct profile *profile_new(const struct program *program, struct arena *arena) {
    struct profile *profile = ARENA_NEW(arena, struct profile);
    profile->expression_count = program->expression_count;
    profile->expressions = ARENA_ARRAY(arena, struct cost, profile->expression_count);
    for (uint32_t p = 0; p < program->policy_count; p++)
        profile->rule_count += program->policies[p]->rule_count;
    profile->rules = ARENA_ARRAY(arena, struct cost, profile->rule_count);
    return profile;
}

void profile_begin(struct run *run, struct profile_frame *frame, struct cost *cost) {
    *frame = (struct profile_frame){.outer = run->profile->current,
                                    .cost = cost,
                                    .steps_before = run->steps,
                                    .began = clock_running()};
    run->profile->current = frame;
}

void profile_end(struct run *run, struct profile_frame *frame, uint32_t values) {
    int64_t time = clock_running() - frame->began;
    uint64_t steps = run->steps - frame->steps_before;
    struct cost *cost = frame->cost;
    cost->calls++;
    cost->values += values;
    cost->time += time;
    cost->own_time += time - frame->inner_time;
    cost->steps += steps;
    cost->own_steps += steps - frame->inner_steps;
    if (frame->outer != NULL) {
        frame->outer->inner_time += time;
        frame->outer->inner_steps += steps;
    }
    run->profile->current = frame->outer;
}

struct cost *profile_cost(struct profile *profile, const struct expr *expr) {
    if (expr->id >= profile->expression_count)
        return &profile->rest;
    struct cost *cost = &profile->expressions[expr->id];
    cost->expr = expr;
    return cost;
}

void profile_repeat(struct run *run, const struct loop *loop, uint32_t size, uint32_t n) {
    struct cost *cost = run->profile->current->cost;
    if (size < cost->repeated_size)
        return;
    if (cost->repeated != loop->node)
        cost->repeated_for = 0;
    cost->repeated = loop->node;
    cost->repeated_size = size;
    cost->repeated_for += n;
}
