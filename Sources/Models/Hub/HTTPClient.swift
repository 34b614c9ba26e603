import Foundation
import FoundationNetworking

/// What a server said: the status, the headers in small letters, and the body unless it went to a file.
package struct HTTPReply: Sendable {
    package var status: Int
    package var headers: [String: String] = [:]
    package var body: [UInt8] = []

    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Asks servers for files, one request at a time, on the calling thread.
package protocol HTTPFetching: Sendable {
    /// The reply to a request; a good body goes to `write` with its status, piece by piece, where that is given.
    ///
    /// A redirect to another host is followed for `GET` alone, and without the token. `poll` is called on this thread
    /// several times a second, and ends the request by throwing.
    func fetch(
        _ method: String, _ address: String, headers: [String: String],
        write: (@Sendable (Int, [UInt8]) throws -> Void)?, poll: () throws -> Void
    ) throws -> HTTPReply
}

/// The client of FoundationNetworking, made synchronous.
package struct HTTPClient: HTTPFetching {
    /// Seconds without a byte after which a server counts as gone.
    package var timeout: Double

    package init(timeout: Double = 20) { self.timeout = timeout }

    package func fetch(
        _ method: String, _ address: String, headers: [String: String],
        write: (@Sendable (Int, [UInt8]) throws -> Void)?, poll: () throws -> Void
    ) throws -> HTTPReply {
        guard let url = URL(string: address), url.scheme == "https" || url.scheme == "http" else {
            throw HubError.unreachable(address: address, reason: "it is no http address")
        }
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: timeout)
        request.httpMethod = method
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let exchange = Exchange(host: url.host, followsElsewhere: method == "GET", write: write)
        let session = URLSession(configuration: .ephemeral, delegate: exchange, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        session.dataTask(with: request).resume()
        return try exchange.wait(address, poll)
    }
}

/// One request on its way. The session calls it on a queue of its own, so everything stands behind a lock.
private final class Exchange: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    private let lock = NSLock()
    private let done = DispatchSemaphore(value: 0)
    private let host: String?
    private let followsElsewhere: Bool
    private let write: (@Sendable (Int, [UInt8]) throws -> Void)?
    private var reply: HTTPReply?
    private var failure: (any Error)?

    init(host: String?, followsElsewhere: Bool, write: (@Sendable (Int, [UInt8]) throws -> Void)?) {
        self.host = host
        self.followsElsewhere = followsElsewhere
        self.write = write
    }

    func wait(_ address: String, _ poll: () throws -> Void) throws -> HTTPReply {
        while done.wait(timeout: .now() + .milliseconds(100)) == .timedOut { try poll() }
        try poll()
        lock.lock()
        defer { lock.unlock() }
        if let failure = failure as? HubError { throw failure }
        if let failure { throw HubError.unreachable(address: address, reason: failure.localizedDescription) }
        guard let reply else { throw HubError.unreachable(address: address, reason: "no answer") }
        return reply
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        let stays = request.url?.host == host
        guard stays || followsElsewhere else {
            note(response)
            return completionHandler(nil)
        }
        var next = request
        // The token is for the hub alone.
        if !stays { next.setValue(nil, forHTTPHeaderField: "Authorization") }
        completionHandler(next)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        if let response = response as? HTTPURLResponse { note(response) }
        completionHandler(.allow)
    }

    private func note(_ response: HTTPURLResponse) {
        lock.lock()
        defer { lock.unlock() }
        var headers: [String: String] = [:]
        for (name, value) in response.allHeaderFields { headers["\(name)".lowercased()] = "\(value)" }
        reply = HTTPReply(status: response.statusCode, headers: headers)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        lock.lock()
        defer { lock.unlock() }
        guard failure == nil else { return }
        guard let write, let status = reply?.status, status == 200 || status == 206 else {
            // An error page needs no more room than this.
            if (reply?.body.count ?? 0) < Self.bodyLimit { reply?.body += [UInt8](data) }
            return
        }
        do {
            try write(status, [UInt8](data))
        } catch {
            failure = error
            dataTask.cancel()
        }
    }

    private static let bodyLimit = 64 << 20

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        lock.lock()
        if let error, failure == nil { failure = error }
        lock.unlock()
        done.signal()
    }
}
