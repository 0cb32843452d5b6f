# link.py LISTEN TARGET MILLISECONDS [BYTES close|stall]: a link to a daemon's socket with that
# delay in each direction. After that many bytes from the daemon it closes or falls silent.
# TARGET "-": connections are accepted and never answered. LISTEN is a path, or a TCP port of
# this machine (0 for any; it is printed). At the end of each connection it prints how many bytes
# came from the daemon.
import asyncio
import sys

listen, target, delay = sys.argv[1], sys.argv[2], float(sys.argv[3]) / 1000
limit, ending = (int(sys.argv[4]), sys.argv[5]) if len(sys.argv) > 4 else (None, None)


async def carry(reader, writer, allowance):
    """Carries what comes to where it goes, each piece when its time has come."""
    loop = asyncio.get_running_loop()
    count = 0
    pieces = asyncio.Queue()

    async def deliver():
        while True:
            due, piece = await pieces.get()
            await asyncio.sleep(max(0, due - loop.time()))
            if not piece:
                writer.close()
                return
            writer.write(piece)
            await writer.drain()

    delivery = asyncio.create_task(deliver())
    while True:
        piece = await reader.read(65536)
        count += len(piece)
        if allowance is not None:
            piece, allowance = piece[:allowance], allowance - len(piece)
        if allowance is not None and allowance <= 0 and ending == "stall":
            await asyncio.Event().wait()
        pieces.put_nowait((loop.time() + delay, piece))
        if not piece or (allowance is not None and allowance <= 0):
            break
    if piece:
        pieces.put_nowait((loop.time() + delay, b""))
    await delivery
    return count


async def serve(reader, writer):
    if target == "-":
        await asyncio.Event().wait()
    far_reader, far_writer = await asyncio.open_unix_connection(target)
    counts = await asyncio.gather(carry(reader, far_writer, None), carry(far_reader, writer, limit),
                                  return_exceptions=True)
    print(counts[1], flush=True)


async def main():
    if listen.isdigit():
        server = await asyncio.start_server(serve, "127.0.0.1", int(listen))
        print(server.sockets[0].getsockname()[1], flush=True)
    else:
        server = await asyncio.start_unix_server(serve, listen)
    await server.serve_forever()


asyncio.run(main())
