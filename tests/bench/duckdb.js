// The rules of move.plim as one query of DuckDB, over the facts of generate with one machine a line. It prints
// a line for each rule and how many machines break it.
//
// node duckdb.js HOST MACHINES   the facts of the destination; newline-delimited JSON
'use strict';
const fs = require('fs');
const { DuckDBInstance } = require('@duckdb/node-api');

const columns = `{
    name: 'VARCHAR', state: 'VARCHAR', memory: 'BIGINT', memory_max: 'BIGINT', vcpus: 'BIGINT', vcpus_max: 'BIGINT',
    firmware: 'VARCHAR', disk: 'STRUCT(path VARCHAR, capacity BIGINT)[]'
}`;

// By rule: how many break it. Of what rules say of all machines together, 1 or 0.
function rules(host) {
    const room = host.pool.map(pool => BigInt(pool.free)).reduce((a, b) => a + b);
    const machines = condition => `count(*) FILTER (NOT coalesce(${condition}, false))`;
    return {
        memory: `CAST(sum(memory) > ${host.memory} AS INT)`,
        processors: `CAST(max(vcpus) > ${host.cpus} AS INT)`,
        storage: `CAST(sum(list_sum(list_transform(disk, d -> d.capacity))) > ${room} AS INT)`,
        running: `CAST(count(*) FILTER (state = 'running') > 10000000 AS INT)`,
        each_memory: machines(`memory <= ${host.memory}`),
        each_maximum: machines('memory_max >= memory'),
        each_processors: machines(`state <> 'running' OR vcpus <= 32`),
        every_processors: machines('vcpus <= vcpus_max'),
        each_firmware: machines(`firmware IN ('efi', 'bios')`),
        every_disk: machines('len(list_filter(disk, d -> d.capacity > 2199023255552)) = 0'),
        each_path: machines(`len(list_filter(disk, d -> NOT (starts_with(d.path, '/pools/fast/') OR
            starts_with(d.path, '/pools/slow/') OR starts_with(d.path, '/srv/')))) = 0`),
        each_name: machines(`regexp_matches(name, '^[a-z][a-z0-9-]{0,30}-[0-9]{7}$')`),
    };
}

async function main(host, machines) {
    const asked = rules(JSON.parse(fs.readFileSync(host, 'utf8')).dest);
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    const connection = await instance.connect();
    const from = `read_json('${machines}', format = 'newline_delimited', columns = ${columns})`;
    const found = await connection.runAndReadAll(`SELECT ${Object.values(asked).join(', ')} FROM ${from}`);
    const counts = found.getRows()[0];
    Object.keys(asked).forEach((rule, i) =>
        console.log(Number(counts[i]) > 0 ? 'fail' : 'pass', rule, String(counts[i])));
}

main(process.argv[2], process.argv[3]).catch(error => {
    console.error(String(error));
    process.exitCode = 3;
});
